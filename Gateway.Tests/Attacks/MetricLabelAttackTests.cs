using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>Whoever may choose a label makes as many series as it likes.</summary>
public sealed partial class MetricLabelAttackTests
{
    private const string Verification =
        """
        {
          "Signature": {
            "Algorithm": "rsa-sha256", "From": "header:X-Signature", "Encoding": "base64", "Content": "{body}",
            "Certificate": { "Url": "header:X-Url", "Allowed": [ "https://keys.*.acme.invalid/*.pem", "https://*.certs.acme.invalid/a" ] }
          }
        }
        """;

    [Fact]
    public async Task Fetches_of_certificates_are_counted_by_the_pattern_that_allows_them()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, Verification));
        string[] urls =
            ["https://keys.one.acme.invalid/a.pem", "https://keys.two.acme.invalid/b.pem", "https://three.certs.acme.invalid/a", "https://four.certs.acme.invalid/a"];
        foreach (var url in urls)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new StringContent("text") };
            request.Headers.Add("X-Signature", Convert.ToBase64String(new byte[256]));
            request.Headers.Add("X-Url", url);
            await gateway.SendAsync(request);
        }

        using var client = new HttpClient();
        var metrics = "";
        await Eventually.IsTrueAsync(
            async () => (metrics = await client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"))).Contains("certs.acme", StringComparison.Ordinal),
            "fetches are counted");
        var hosts = Label().Matches(metrics).Select(match => match.Groups["host"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(["*.certs.acme.invalid", "keys.*.acme.invalid"], hosts);
        Assert.Empty(upstream.Received);
    }

    [GeneratedRegex("webhook_certificate_fetches_total\\{[^}]*host=\"(?<host>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Label();
}
