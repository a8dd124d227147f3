using System.Diagnostics;
using Gateway.Reading;

namespace Gateway.Tests.Support;

/// <summary>
/// The program that is tested as a process of its own: what stands built beside the tests, or another build that the variable
/// names, such as the native one.
/// </summary>
internal static class GatewayProgram
{
    public const string Variable = "GATEWAY_PROGRAM";

    /// <summary>The trait of every test that starts it: <c>--filter Kind=Program</c>.</summary>
    public const string Trait = "Kind";

    /// <summary>Its value.</summary>
    public const string Kind = "Program";

    /// <summary>The other build, by its path from the root of the repository; null for the one beside the tests.</summary>
    public static string? Other { get; } =
        ProcessEnvironment.Variable(Variable) is { Length: > 0 } path ? Path.GetFullPath(path, Repository.Root) : null;

    /// <summary>How it is started, its output readable.</summary>
    public static ProcessStartInfo Command(params IEnumerable<string> arguments)
    {
        var program = Other ?? typeof(GatewayHost).Assembly.Location;
        return Path.GetExtension(program) == ".dll"
            ? new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false }
            : new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
    }
}
