using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Deduplication;

public sealed class DeduplicationCompilerTests
{
    [Theory]
    [InlineData("body:/id", "{body}")]
    [InlineData("form:id", "{body}")]
    [InlineData("body:/id", "{body:/id}")]
    [InlineData("header:X-Id", "{header:x-id}.{body}")]
    [InlineData("header:X-Id[id]", "{header:X-Id}.{body}")]
    [InlineData("header:X-Id[id]", "{header:X-Id[id]}.{body}")]
    [InlineData("query:id", "{query:id}.{body}")]
    [InlineData("query:id", "{url}")]
    [InlineData("body:/id | header:X-Id", "{body:/id | header:X-Id}.{body}")]
    [InlineData("header:X-Id | header:X-Other", "{header:X-Id | header:X-Other}.{body}")]
    public void A_key_that_the_signature_covers_names_one_event(string key, string content) =>
        Assert.Empty(Problems($"\"{key}\"", content));

    [Theory]
    [InlineData("header:X-Id", "{body}")]
    [InlineData("header:X-Id", "{header:X-Id[id]}.{body}")]
    [InlineData("header:X-Id[id]", "{header:X-Id[t]}.{body}")]
    [InlineData("query:id", "{path}{body}")]
    [InlineData("body:/id", "{body:/other}")]
    [InlineData("body:/id", "{url}")]
    [InlineData("body:/id | header:X-Id", "{body}")]
    [InlineData("header:X-Other", "{header:X-Id | header:X-Other}.{body}")]
    public void A_key_that_anyone_could_change_is_refused(string key, string content)
    {
        var problem = Assert.Single(Problems($"\"{key}\"", content));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Deduplication.Key", problem, StringComparison.Ordinal);
        Assert.Contains($"'{key}' is not part of what is signed", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void One_part_that_is_not_signed_is_enough_to_make_another_event()
    {
        var problem = Assert.Single(Problems("""[ "body:/job", "header:X-Id" ]""", "{body}"));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Deduplication.Key[1]: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_signed_can_be_accepted() =>
        Assert.Empty(Problems("\"header:X-GitHub-Delivery\", \"AllowUnsignedKey\": true", "{body}"));

    [Theory]
    [InlineData("\"Algorithm\": \"shared-token\", \"From\": \"header:X-Token\", \"Secrets\": \"env:SECRET\"")]
    [InlineData("\"Algorithm\": \"none\", \"Reason\": \"a test\"")]
    public void Where_nothing_is_signed_no_key_is_better_than_another(string signature) => Assert.Empty(TestRoute.ProblemsOf($$"""
        {
          "IpAllowList": "0.0.0.0/0", "Signature": { {{signature}} }, "Deduplication": { "Key": "header:X-Id" }
        }
        """));

    private static IReadOnlyList<string> Problems(string key, string content) => TestRoute.ProblemsOf($$"""
        {
          "PublicUrl": "https://hooks.example.org/hook",
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{content}}", "Secrets": "env:SECRET" },
          "Deduplication": { "Key": {{key}} }
        }
        """);
}
