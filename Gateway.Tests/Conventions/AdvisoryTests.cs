using System.Diagnostics;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Conventions;

/// <summary>
/// What a restore says where advisories are served, which not every package source does. The source here knows one: SQLite's
/// CVE-2025-6965, in a package that the gateway once stood on.
/// </summary>
public sealed class AdvisoryTests : IAsyncLifetime
{
    private const string Advisory = "https://github.com/advisories/GHSA-2m69-gcr7-jv3q";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-advisory-");
    private WebApplication _source = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _source = builder.Build();

        // NuGet's V3 protocol: a service index, the resource VulnerabilityInfo, and one page of advisories.
        _source.MapGet("/index.json", (HttpRequest request) => Results.Text(
            $$"""{ "version": "3.0.0", "resources": [ { "@id": "http://{{request.Host}}/advisories.json", "@type": "VulnerabilityInfo/6.7.0" } ] }"""));
        _source.MapGet("/advisories.json", (HttpRequest request) => Results.Text(
            $$"""[ { "@name": "base", "@id": "http://{{request.Host}}/base.json", "@updated": "2025-08-01T00:00:00Z" } ]"""));
        _source.MapGet("/base.json", () => Results.Text(
            $$"""{ "sqlitepclraw.lib.e_sqlite3": [ { "severity": 2, "url": "{{Advisory}}", "versions": "(, 2.1.11)" } ] }"""));
        await _source.StartAsync();

        foreach (var file in (string[])
            ["Directory.Build.props", "Directory.Packages.props", "Gateway/Gateway.csproj", "Gateway.JsonSchema/Gateway.JsonSchema.csproj"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(InFolder(file))!);
            File.Copy(Repository.PathOf(file), InFolder(file));
        }

        await File.WriteAllTextAsync(
            InFolder("NuGet.config"),
            $"""
             <configuration>
               <auditSources>
                 <clear />
                 <add key="advisories" value="{_source.Urls.First()}/index.json" allowInsecureConnections="true" />
               </auditSources>
             </configuration>
             """);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_the_gateway_stands_on_has_no_advisory()
    {
        var (exitCode, output) = await RestoreAsync("-warnaserror");

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("NU190", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_once_stood_on_has_one()
    {
        await UseOldSqliteAsync();

        var (exitCode, output) = await RestoreAsync("-warnaserror:NU1903");

        Assert.Equal(1, exitCode);
        Assert.Contains("error NU1903", output, StringComparison.Ordinal);
        Assert.Contains(Advisory, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_advisory_that_comes_after_a_commit_is_told_and_keeps_nobody_from_building_it()
    {
        await UseOldSqliteAsync();

        var (exitCode, output) = await RestoreAsync();

        Assert.True(exitCode == 0, output);
        Assert.Contains("warning NU1903", output, StringComparison.Ordinal);
    }

    private async Task UseOldSqliteAsync()
    {
        const string package = "<PackageVersion Include=\"SQLitePCLRaw.bundle_e_sqlite3\" Version=\"";
        var file = InFolder("Directory.Packages.props");
        var lines = await File.ReadAllLinesAsync(file);
        var line = Assert.Single(Enumerable.Range(0, lines.Length), index => lines[index].Contains(package, StringComparison.Ordinal));
        lines[line] = $"    {package}2.0.6\" />";
        await File.WriteAllLinesAsync(file, lines);
    }

    private async Task<(int ExitCode, string Output)> RestoreAsync(params string[] options)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["restore", InFolder("Gateway/Gateway.csproj"), "--force-evaluate", "-nodeReuse:false", "-p:RestoreLockedMode=false", .. options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private string InFolder(string file) => Path.Combine(_folder.FullName, file);
}
