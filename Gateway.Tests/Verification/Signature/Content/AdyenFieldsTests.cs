using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Content;

/// <summary>Adyen parts eight values by colons and escapes none: one signed text has to have one reading.</summary>
public sealed class AdyenFieldsTests
{
    private const string Key = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

    private static readonly string[] Names =
        ["pspReference", "originalReference", "merchantAccountCode", "merchantReference", "amount/value", "amount/currency", "eventCode", "success"];

    [Theory]
    [InlineData("7914073381342284||ACC|ref|1130|EUR|AUTHORISATION|true")]
    [InlineData("7914073381342284||ACC|a:b:c|1130|EUR|AUTHORISATION|true")]
    [InlineData("7914073381342284|orig|ACC|:|0|EUR|CAPTURE|false")]
    [InlineData("7914073381342284|||||||true", "signature_malformed")] // Account and code have to be there.
    [InlineData("report_2022-11-01T00:00:00.csv||ACC||0|EUR|REPORT_AVAILABLE|true")]
    [InlineData("report||ACC|ref|0|EUR|REPORT_AVAILABLE|true")]
    [InlineData("report:1||ACC|a:b|0|EUR|REPORT_AVAILABLE|true", "signature_malformed")]
    [InlineData("a:b||ACC|ref|1130|EUR|AUTHORISATION|true", "signature_malformed")]
    [InlineData("a|o:p|ACC|ref|1130|EUR|AUTHORISATION|true", "signature_malformed")]
    [InlineData("a||A:C|ref|1130|EUR|AUTHORISATION|true", "signature_malformed")]
    [InlineData("a||ACC|ref|1130|E:R|AUTHORISATION|true", "signature_malformed")]
    [InlineData("a||ACC|ref|1:1|EUR|AUTHORISATION|true", "signature_malformed")]
    [InlineData("a||ACC|ref|1130|EUR|A:B|true", "signature_malformed")]
    [InlineData("a||ACC|ref|1130|EUR|AUTHORISATION|t:e", "signature_malformed")]
    public async Task Colons_stand_where_the_code_lets_them(string values, string outcome = "passed")
    {
        using var route = Route();

        Assert.Equal(outcome, await route.OutcomeOfAsync(Request(values.Split('|'), values.Split('|'))));
    }

    /// <summary>Every way to part a signed text otherwise: each is another webhook, and none of them has its signature.</summary>
    [Theory]
    [InlineData("7914073381342284||ACC|a:b:c|1130|EUR|AUTHORISATION|true")]
    [InlineData("7914073381342284|o|ACC|REPORT_AVAILABLE:true|1130|EUR|AUTHORISATION|true")]
    [InlineData("r:1:2:3||ACC|ref|0|EUR|REPORT_AVAILABLE|true")]
    [InlineData("r:a:AUTHORISATION:true||ACC||0|EUR|REPORT_AVAILABLE|true")]
    public async Task No_other_reading_of_a_signed_text_passes(string values)
    {
        using var route = Route();
        var signed = values.Split('|');
        var pieces = string.Join(':', signed).Split(':');
        var (tried, passed) = (0, new List<string>());
        foreach (var lengths in Compositions(pieces.Length, Names.Length))
        {
            var at = 0;
            var other = lengths.Select(length => string.Join(':', pieces[at..(at += length)])).ToArray();
            tried++;
            if (await route.OutcomeOfAsync(Request(other, signed)) == "passed")
            {
                passed.Add(string.Join('|', other));
            }
        }

        Assert.True(tried > 1);
        Assert.Equal(values, Assert.Single(passed));
    }

    private static IEnumerable<int[]> Compositions(int sum, int parts) => parts == 1
        ? [[sum]]
        : Enumerable.Range(1, sum - parts + 1).SelectMany(first => Compositions(sum - first, parts - 1).Select(rest => (int[])[first, .. rest]));

    private static TestRoute Route() => TestRoute.Compile(
        """{ "Provider": "adyen", "Signature": { "Secrets": "env:KEY" }, "Deduplication": null, "Events": null }""", new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = Key });

    private static TestRequest Request(string[] values, string[] signed)
    {
        var item = new JsonObject { ["amount"] = new JsonObject() };
        foreach (var (name, value) in Names.Zip(values).Where(pair => pair.Second.Length > 0))
        {
            var parent = name.StartsWith("amount/", StringComparison.Ordinal) ? item["amount"]!.AsObject() : item;
            parent[name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]] = value;
        }

        item["additionalData"] = new JsonObject
        {
            ["hmacSignature"] = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(Key), Encoding.UTF8.GetBytes(string.Join(':', signed)))),
        };
        return new TestRequest
        {
            Text = new JsonObject { ["notificationItems"] = new JsonArray(new JsonObject { ["NotificationRequestItem"] = item }) }.ToJsonString(),
        };
    }
}
