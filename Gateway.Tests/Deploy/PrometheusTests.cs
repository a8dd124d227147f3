using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Deploy;

/// <summary>The rules and the scrape configuration, by Prometheus itself.</summary>
public sealed class PrometheusTests
{
    [Theory]
    [InlineData("check", "rules", "rules.yaml")]
    [InlineData("check", "config", "--syntax-only", "prometheus.yaml")]
    [InlineData("test", "rules", "tests.yaml")]
    public async Task Promtool_finds_nothing_wrong(params string[] arguments)
    {
        using var process = Start("promtool", Repository.PathOf("config", "deploy", "prometheus"), arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, text + await errors);
        Assert.Contains("SUCCESS", text + await errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rule_is_tested_and_says_how_bad_it_is_and_what_to_do()
    {
        var rules = await File.ReadAllLinesAsync(Repository.PathOf("config", "deploy", "prometheus", "rules.yaml"));
        var tests = await File.ReadAllTextAsync(Repository.PathOf("config", "deploy", "prometheus", "tests.yaml"));
        var alerts = Values(rules, "- alert: ");

        Assert.True(alerts.Count >= 12);
        Assert.DoesNotContain(alerts, alert => !tests.Contains($"- name: {alert}\n", StringComparison.Ordinal));
        Assert.Equal(alerts.Count, Values(rules, "labels: { severity: ").Count);
        Assert.Equal(alerts.Count, Values(rules, "summary: ").Count);
        Assert.Equal(alerts.Count, Values(rules, "description: ").Count);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_a_real_gateway_with_these_files()
    {
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }"""));
        var folder = Directory.CreateTempSubdirectory("gateway-prometheus-");
        try
        {
            var source = Repository.PathOf("config", "deploy", "prometheus");
            File.Copy(Path.Combine(source, "rules.yaml"), Path.Combine(folder.FullName, "rules.yaml"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "token"), "a-token");
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "prometheus.yaml"),
                (await File.ReadAllTextAsync(Path.Combine(source, "prometheus.yaml")))
                    .Replace("gateway:9901", gateway.AdminUrl.Authority, StringComparison.Ordinal).Replace("15s", "1s", StringComparison.Ordinal));
            var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
            using var prometheus = Start(
                "prometheus", folder.FullName, "--config.file=prometheus.yaml", "--storage.tsdb.path=data", $"--web.listen-address={url.Authority}", "--log.level=error");
            var output = Task.WhenAll(prometheus.StandardOutput.ReadToEndAsync(), prometheus.StandardError.ReadToEndAsync());
            try
            {
                await Eventually.IsTrueAsync(async () => await ValueAsync(gateway.Client, url, "up") == "1", "Prometheus scrapes the gateway");
                Assert.Equal("0", await ValueAsync(gateway.Client, url, "webhook_requests_total{outcome=\"undecided\",route=\"hooks\"}"));
                Assert.Equal("1", await ValueAsync(gateway.Client, url, "gateway_build_info"));
            }
            finally
            {
                prometheus.Kill();
                await prometheus.WaitForExitAsync();
                await output;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Of the first series that the query finds; null for none, or while it is not up yet.</summary>
    private static async Task<string?> ValueAsync(HttpClient client, Uri prometheus, string query)
    {
        try
        {
            var answer = JsonNode.Parse(await client.GetStringAsync(new Uri(prometheus, $"/api/v1/query?query={Uri.EscapeDataString(query)}")))!;
            return answer["data"]!["result"]!.AsArray() is [{ } first, ..] ? (string?)first["value"]![1] : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static List<string> Values(IEnumerable<string> lines, string start) =>
        [.. lines.Select(line => line.Trim()).Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..])];

    private static Process Start(string program, string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
