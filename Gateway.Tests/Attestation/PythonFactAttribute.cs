using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Tests.Attestation;

/// <summary>A test that needs a module of Python, and that is left out with a notice where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string module)
    {
        Module = module;
        Skip = Has(module) ? null! : $"Python has no module '{module}' here: pip install {module}.";
    }

    public string Module { get; }

    private static bool Has(string module)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", $"import {module}"]) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no Python.
        }
    }
}
