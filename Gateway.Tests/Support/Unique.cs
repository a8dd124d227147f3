using System.Globalization;

namespace Gateway.Tests.Support;

/// <summary>What nobody else in this process has: for tests that share a store.</summary>
internal static class Unique
{
    private static int _last;

    /// <summary>Spread over the whole range, as the hashes are that stores get.</summary>
    public static UInt128 Number() => (UInt128)Interlocked.Increment(ref _last) * new UInt128(0x9E37_79B9_7F4A_7C15, 0xF39C_C060_5CED_C835);

    public static string Name(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Environment.ProcessId}-{Interlocked.Increment(ref _last)}");
}
