using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.Support;

/// <summary>How much is tried with tenants: little in every run, and with a variable as much as is promised.</summary>
internal static class TenantScale
{
    /// <summary><c>TENANT_REQUESTS</c>: how many mutated requests; 1000000 is what is promised.</summary>
    public static int Requests { get; } = Number("TENANT_REQUESTS", 20_000);

    /// <summary><c>TENANT_PAIRS</c>: how many answers of each kind are timed; 20000 is what is promised.</summary>
    public static int Pairs { get; } = Number("TENANT_PAIRS", 300);

    /// <summary><c>TENANT_COUNT</c>: how many there are in a directory, in Sqlite and in Redis; 100000 is what is promised.</summary>
    public static int Tenants { get; } = Number("TENANT_COUNT", 2000);

    private static int Number(string variable, int usual) =>
        int.TryParse(ProcessEnvironment.Variable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
