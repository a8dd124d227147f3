using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Keys;

/// <summary>Plain digests over content that holds the secret: HubSpot v1 and v2, Recharge.</summary>
public sealed class DigestTests
{
    [Theory]
    [InlineData("sha256", "{secret}{body}", TestRoute.Secret + "{}")]
    [InlineData("sha256", "{secret}{method}{url}{body}", TestRoute.Secret + "POSThttps://h.example/hook{}")]
    [InlineData("sha256", "{body}.{secret}", "{}." + TestRoute.Secret)]
    [InlineData("sha1", "{secret}{body}{secret}", TestRoute.Secret + "{}" + TestRoute.Secret)]
    public async Task A_digest_over_secret_and_content_verifies(string algorithm, string template, string content)
    {
        using var route = TestRoute.Compile(Section(algorithm, template));
        var digest = Digest(algorithm, content);

        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest().With("X-Sig", digest)));
        Assert.Equal("env:OLD_SECRET", (await route.SendAsync(new TestRequest().With(
            "X-Sig", Digest(algorithm, content.Replace(TestRoute.Secret, TestRoute.OldSecret, StringComparison.Ordinal))))).Webhook.KeyId);
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest().With(
            "X-Sig", Digest(algorithm, content.Replace(TestRoute.Secret, "", StringComparison.Ordinal)))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest { Text = "{ }" }.With("X-Sig", digest)));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(new TestRequest().With("X-Sig", digest.ToUpperInvariant())));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(new TestRequest().With("X-Sig", digest[1..])));
    }

    [Theory]
    [InlineData("sha256", "{body}", "must contain {secret}")]
    [InlineData("sha1", "{timestamp}{body}", "{timestamp} needs")]
    [InlineData("hmac-sha256", "{secret}{body}", "sha1 and sha256 alone")]
    [InlineData("ed25519", "{secret}{body}", "sha1 and sha256 alone")]
    public void A_secret_stands_in_the_content_of_a_digest_and_nowhere_else(string algorithm, string template, string message) =>
        Assert.Contains(
            TestRoute.ProblemsOf(Section(algorithm, template)),
            problem => problem.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Content: ", StringComparison.Ordinal)
                && problem.Contains(message, StringComparison.Ordinal));

    private static string Section(string algorithm, string template) =>
        $$"""
        {
          "PublicUrl": "https://h.example",
          "Signature": { "Algorithm": "{{algorithm}}", "From": "header:X-Sig", "Content": "{{template}}", "Secrets": [ "env:SECRET", "env:OLD_SECRET" ] }
        }
        """;

    private static string Digest(string algorithm, string content)
    {
        using var hash = IncrementalHash.CreateHash(algorithm == "sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(content));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
