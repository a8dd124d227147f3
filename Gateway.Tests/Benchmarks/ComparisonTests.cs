using System.Diagnostics;
using System.Reflection;
using Gateway.Tests.Support;

namespace Gateway.Tests.Benchmarks;

/// <summary>The comparison of the benchmarks in its shortest form: what nobody runs for weeks would else stop running unseen.</summary>
public sealed class ComparisonTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Its_short_form_writes_the_page_without_an_error_and_leaves_nothing_behind()
    {
        var folder = Directory.CreateTempSubdirectory("comparison-");
        try
        {
            var (exitCode, output) = await CompareAsync(folder, Path.Combine(folder.FullName, "page"));

            Assert.True(exitCode == 0, output);
            Assert.Contains("0 errors, 0 samples left out.", output, StringComparison.Ordinal);
            var page = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "page", "performance.md"));
            Assert.Contains(" 0 wrong answers.", page, StringComparison.Ordinal);
            foreach (var scenario in (string[])["1 KB, 8 connections", "1 KB, 64 connections, forged signatures"])
            {
                var rows = page[page.IndexOf($"## {scenario}\n", StringComparison.Ordinal)..].Split('\n');
                Assert.Contains(rows, row => row.StartsWith("| plain YARP |", StringComparison.Ordinal));
                Assert.Contains(rows, row => row.StartsWith("| gateway, Memory |", StringComparison.Ordinal));
            }

            Assert.Equal(4, Directory.GetFiles(Path.Combine(folder.FullName, "page", "performance"), "*.svg").Length);
            Assert.Equal(["page"], folder.GetDirectories().Select(each => each.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Plain YARP and the gateway in memory, one sample of each.</summary>
    private static async Task<(int ExitCode, string Output)> CompareAsync(DirectoryInfo temporary, string page)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Program, "compare", "--short", "--seconds", "0.2", "--only", "gateway, Memory",
                "--scenarios", "1 KB, 8 connections", "forged signatures", "--output", page,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["TMPDIR"] = temporary.FullName },
        })!;
        try
        {
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Longest);
            return (process.ExitCode, string.Concat(await output.WaitAsync(Longest)));
        }
        finally
        {
            process.Kill(entireProcessTree: true); // Does nothing to one that has ended.
        }
    }

    /// <summary>It is built with the tests, in the same configuration.</summary>
    private static string Program
    {
        get
        {
            var configuration = typeof(ComparisonTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
            var framework = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Repository.PathOf("Gateway.Benchmarks", "bin", configuration, framework, "Gateway.Benchmarks.dll");
        }
    }
}
