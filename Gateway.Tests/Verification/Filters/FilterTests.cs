using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Filters;

/// <summary>What a condition says of a webhook: what it accepts goes on, the rest is ignored.</summary>
public sealed class FilterTests
{
    private const string Body = """
        {
          "type": "invoice.paid", "amount": 1000.50, "text": "12", "small": -1e-3, "huge": 1e400, "yes": true, "no": false, "nothing": null, "empty": "",
          "object": { "list": [ "a" ] }, "escaped": "caf\u00e9", "infinity": "Infinity", "nan": "NaN", "hex": "0x10", "spaced": " 12"
        }
        """;

    /// <summary>A condition, and whether the body above fits.</summary>
    public static TheoryData<string, bool> Conditions => new()
    {
        { """{ "Value": "body:/type", "Equals": "invoice.paid" }""", true },
        { """{ "Value": "body:/type", "Equals": "Invoice.paid" }""", false },
        { """{ "Value": "body:/type", "Equals": "invoice" }""", false },
        { """{ "Value": "body:/escaped", "Equals": "café" }""", true },
        { """{ "Value": "body:/yes", "Equals": "true" }""", true },
        { """{ "Value": "body:/no", "Equals": "true" }""", false },
        { """{ "Value": "body:/amount", "Equals": "1000.50" }""", true },
        { """{ "Value": "body:/amount", "Equals": "1000.5" }""", false }, // as it is written
        { """{ "Value": "body:/nothing", "Equals": "null" }""", false },
        { """{ "Value": "body:/missing", "Equals": "invoice.paid" }""", false },
        { """{ "Value": "body:/type", "In": [ "invoice.voided", "invoice.paid" ] }""", true },
        { """{ "Value": "body:/type", "In": "invoice.voided" }""", false },
        { """{ "Value": "body:/type", "Prefix": "invoice." }""", true },
        { """{ "Value": "body:/type", "Prefix": "invoice.paid." }""", false },
        { """{ "Value": "body:/type", "Prefix": "invoice.", "In": [ "invoice.voided" ] }""", false }, // both must hold
        { """{ "Value": "body:/type", "Exists": true }""", true },
        { """{ "Value": "body:/object", "Exists": true }""", true },
        { """{ "Value": "body:/object/list", "Exists": true }""", true },
        { """{ "Value": "body:/nothing", "Exists": true }""", true },
        { """{ "Value": "body:/empty", "Exists": true }""", true },
        { """{ "Value": "body:/missing", "Exists": true }""", false },
        { """{ "Value": "body:/object/missing", "Exists": true }""", false },
        { """{ "Value": "body:/type", "Exists": false }""", false },
        { """{ "Value": "body:/nothing", "Exists": false }""", false },
        { """{ "Value": "body:/missing", "Exists": false }""", true },
        { """{ "Value": "header:X-None", "Exists": false }""", true },
        { """{ "Value": "header:X-Account", "Equals": "acct_1" }""", true },
        { """{ "Value": "header:x-account", "Prefix": "acct_" }""", true },
        { """{ "Value": "query:a", "Equals": "b c" }""", true },
        { """{ "Value": "body:/amount", "Above": 1000.5 }""", false },
        { """{ "Value": "body:/amount", "AtLeast": 1000.5 }""", true },
        { """{ "Value": "body:/amount", "Above": 1000.49, "Below": 1000.51 }""", true },
        { """{ "Value": "body:/amount", "Below": 1000.5 }""", false },
        { """{ "Value": "body:/amount", "AtMost": 1000.5 }""", true },
        { """{ "Value": "body:/text", "Above": 9 }""", true }, // a number in a text is one, and 12 is not compared as a text
        { """{ "Value": "body:/small", "Below": 0 }""", true },
        { """{ "Value": "body:/small", "AtLeast": -0.001 }""", true },
        { """{ "Value": "body:/huge", "Above": 79228162514264337593543950335 }""", true },
        { """{ "Value": "body:/huge", "Below": 1 }""", false },
        { """{ "Value": "body:/type", "Above": 0 }""", false },
        { """{ "Value": "body:/infinity", "Above": 0 }""", false },
        { """{ "Value": "body:/nan", "Below": 1 }""", false },
        { """{ "Value": "body:/hex", "Above": 0 }""", false },
        { """{ "Value": "body:/spaced", "Above": 0 }""", false },
        { """{ "Value": "body:/yes", "Above": 0 }""", false },
        { """{ "Value": "body:/missing", "Below": 5 }""", false },
        { """{ "Not": { "Value": "body:/type", "Equals": "invoice.paid" } }""", false },
        { """{ "Not": { "Value": "body:/missing", "Equals": "invoice.paid" } }""", true },
        { """{ "Not": { "Not": { "Value": "body:/type", "Equals": "invoice.paid" } } }""", true },
        { """{ "All": [ { "Value": "body:/type", "Prefix": "invoice." }, { "Value": "body:/amount", "Above": 500 } ] }""", true },
        { """{ "All": [ { "Value": "body:/type", "Prefix": "invoice." }, { "Value": "body:/amount", "Above": 5000 } ] }""", false },
        { """{ "Any": [ { "Value": "body:/type", "Prefix": "customer." }, { "Value": "body:/amount", "Above": 500 } ] }""", true },
        { """{ "Any": [ { "Value": "body:/type", "Prefix": "customer." }, { "Value": "body:/amount", "Above": 5000 } ] }""", false },
        { """{ "All": { "Value": "body:/type", "Equals": "invoice.paid" } }""", true }, // one for a list of one
        {
            """{ "All": [ { "Not": { "Any": [ { "Value": "body:/no", "Equals": "true" }, { "Value": "body:/missing", "Exists": true } ] } }, { "Value": "type", "Prefix": "invoice" } ] }""",
            true
        },
        { """{ "Value": "type", "In": [ "invoice.voided" ] }""", false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task What_fits_goes_on_and_what_does_not_is_ignored(string condition, bool fits) =>
        Assert.Equal(fits ? "forwarded" : "ignored", await OutcomeAsync(condition, Body));

    /// <summary>What two readers could read differently fits nothing, and nothing that a condition turns around either.</summary>
    [Theory]
    [InlineData("""{ "Value": "body:/type", "Equals": "a" }""", "{")]
    [InlineData("""{ "Value": "body:/type", "Exists": false }""", "not json")]
    [InlineData("""{ "Not": { "Value": "body:/type", "Equals": "a" } }""", """{ "type": "a", "type": "b" }""")]
    [InlineData("""{ "Any": [ { "Value": "header:X-Twice", "Equals": "1" }, { "Value": "body:/type", "Equals": "a" } ] }""", """{ "type": "a" }""")]
    [InlineData("""{ "Not": { "Value": "header:X-Twice", "Equals": "1" } }""", """{ "type": "a" }""")]
    public async Task What_cannot_be_read_is_refused(string condition, string body) =>
        Assert.Equal("body_invalid", await OutcomeAsync(condition, body));

    [Fact]
    public async Task What_stands_behind_a_condition_that_decides_is_not_looked_at() =>
        Assert.Equal("forwarded", await OutcomeAsync(
            """{ "Any": [ { "Value": "body:/type", "Equals": "a" }, { "Value": "header:X-Twice", "Equals": "1" } ] }""", """{ "type": "a" }"""));

    [Theory]
    [InlineData("Enforce", "ignored", false)]
    [InlineData("Monitor", "forwarded", true)]
    public async Task In_Monitor_what_does_not_fit_is_recorded_and_goes_on(string mode, string outcome, bool isMonitored)
    {
        using var route = TestRoute.Unsigned($$""" "Mode": { "Where": "{{mode}}" }, "Where": { "Value": "body:/type", "Equals": "a" } """);

        var journey = await route.SendAsync(Request("""{ "type": "b" }"""));

        Assert.Equal(outcome, journey.Verdict.Passed ? "forwarded" : journey.Verdict.Outcome.Code);
        Assert.Equal(isMonitored ? "ignored" : null, journey.Webhook.MonitoredOutcome?.Code);
    }

    private static async Task<string> OutcomeAsync(string condition, string body)
    {
        using var route = TestRoute.Unsigned($$"""{{(condition.Contains("\"type\"", StringComparison.Ordinal) ? "\"Events\": { \"Type\": \"body:/type\" }, " : "")}} "Where": {{condition}}""");
        var journey = await route.SendAsync(Request(body));
        return journey.Verdict.Passed ? "forwarded" : journey.Verdict.Outcome.Code;
    }

    private static TestRequest Request(string body)
    {
        var request = new TestRequest { Text = body, Target = "/hook?a=b%20c" };
        return request.With("X-Account", "acct_1").With("X-Twice", "1").With("X-Twice", "2");
    }
}
