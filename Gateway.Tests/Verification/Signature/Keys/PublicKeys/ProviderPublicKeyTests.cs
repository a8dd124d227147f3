using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Keys.PublicKeys;

/// <summary>Requests of providers that sign with a private key, made apart from this code, most of them checked by the provider's own SDK.</summary>
public sealed class ProviderPublicKeyTests
{
    public static TheoryData<string> Names => [.. All().Select(vector => (string)vector!["Name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_provider_sends_verifies_and_nothing_beside_it(string name)
    {
        var vector = All().First(vector => (string)vector!["Name"]! == name)!;
        var signature = vector["Signature"]!.DeepClone();
        signature["Secrets"] = "env:KEY";
        using var route = TestRoute.Compile(
            new JsonObject { ["Signature"] = signature }.ToJsonString(),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = (string)vector["Key"]! });
        var body = (string)vector["Body"]!;
        var request = vector["Headers"]!.AsObject().Aggregate(
            new TestRequest { Text = body }, (request, header) => request.With(header.Key, (string)header.Value!));

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Each.Is(request.Headers, header => Assert.NotEqual("passed", Outcome(route, request, header.Name)));
        if (((string)signature["Content"]!).Contains("{body}", StringComparison.Ordinal))
        {
            Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = body + " " }));
        }
    }

    /// <summary>With the last character of one header changed for another that it could be; headers beside the signature are signed as well.</summary>
    private static string Outcome(TestRoute route, TestRequest request, string name)
    {
        var isUnsigned = name is "X-Delivery-Id" or "X-Circle-Key-Id";
        var changed = request with
        {
            Headers = [.. request.Headers.Select(header => header.Name == name ? (name, Change(header.Value)) : header)],
        };
        return isUnsigned ? "unsigned" : route.OutcomeOfAsync(changed).GetAwaiter().GetResult();
    }

    private static string Change(string value)
    {
        var at = value.TrimEnd('=').Length - 2;
        return value[..at] + (value[at] == '1' ? '2' : '1') + value[(at + 1)..];
    }

    private static JsonArray All() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "PublicKeys", "providers.json")))!.AsArray();
}
