using System.Diagnostics;
using System.Globalization;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd;

/// <summary>Who is a tenant cannot be told by how long an answer takes.</summary>
public sealed class TenantTimingTests(ITestOutputHelper output) : IDisposable
{
    private const string Body = """{"id":"evt_1"}""";
    private const int WarmUp = 100;

    private readonly TenantDirectory _directory = new();

    /// <summary>Mann-Whitney: the sums of ranks of two samples of the same distribution are normal, for as many as these.</summary>
    [Theory]
    [InlineData("nobody-")]
    [InlineData("off-")]
    public async Task An_unknown_or_disabled_tenant_takes_as_long_as_a_wrong_signature(string other)
    {
        const int tenants = 200;
        for (var i = 0; i < tenants; i++)
        {
            _directory.With($"known-{i}", $"secret-of-a-tenant-{i:D4}");
            _directory.With($"off-{i}/only", $"secret-of-a-tenant-{i:D4}").With($"off-{i}/tenant.json", """{ "Disabled": true }""");
        }

        await using var backend = await Upstream.StartAsync();
        await using var gateway = await StartAsync(backend);
        var chance = Chance.For(output);
        for (var i = 0; i < WarmUp; i++)
        {
            await TimeAsync(gateway, "known-0");
            await TimeAsync(gateway, $"{other}0");
        }

        var (known, others) = (new List<long>(), new List<long>());
        for (var i = 0; i < TenantScale.Pairs; i++)
        {
            var (one, two) = ($"known-{chance.Below(tenants)}", $"{other}{chance.Below(tenants)}");
            var isKnownFirst = chance.Below(2) == 0;
            var first = await TimeAsync(gateway, isKnownFirst ? one : two);
            var second = await TimeAsync(gateway, isKnownFirst ? two : one);
            known.Add(isKnownFirst ? first : second);
            others.Add(isKnownFirst ? second : first);
        }

        var z = MannWhitney(known, others);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{other}: {TenantScale.Pairs} pairs, z = {z:F2} (2.58 is p = 0.01)"));

        // In every run a bound that chance does not pass in a million of them; in a long one the promised.
        Assert.InRange(Math.Abs(z), 0, TenantScale.Pairs >= 20_000 ? 2.576 : 5);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<long> TimeAsync(TestGateway gateway, string tenant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{tenant}");
        request.Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("X-Sig", Hmac.Hex("wrong", Body));
        var started = Stopwatch.GetTimestamp();
        using var answer = await gateway.Client.SendAsync(request);
        var time = Stopwatch.GetTimestamp() - started;
        Assert.Equal(401, (int)answer.StatusCode);
        return time;
    }

    /// <summary>How many standard deviations the sum of ranks is off its mean.</summary>
    private static double MannWhitney(List<long> left, List<long> right)
    {
        var all = left.Select(time => (Time: time, IsLeft: true)).Concat(right.Select(time => (Time: time, IsLeft: false))).OrderBy(one => one.Time).ToList();
        var (ranks, at) = (0.0, 0);
        while (at < all.Count)
        {
            var end = at;
            while (end < all.Count && all[end].Time == all[at].Time)
            {
                end++;
            }

            var rank = (at + 1 + end) / 2.0; // Of those that are equal, the middle.
            ranks += rank * all[at..end].Count(one => one.IsLeft);
            at = end;
        }

        double n = left.Count, m = right.Count;
        return (ranks - (n * (n + m + 1) / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
    }

    private Task<TestGateway> StartAsync(Upstream backend)
    {
        var configuration = new TestConfiguration(backend.Url, $$"""
            { "Tenant": { "From": "path:tenant" },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Directory": "{{_directory.Path}}" } } }
            """);
        return TestGateway.StartAsync(configuration.Change(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/hooks/{tenant}"));
    }
}
