using System.Text;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Drift;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.JsonSchema.Drift;

/// <summary>What a sender that is proven and means ill can make a route keep, and that no value of a webhook is among it.</summary>
public sealed class DriftMemoryTests(ITestOutputHelper output)
{
    /// <summary>As docs/schema.md and the XML documentation of 'Drift' say.</summary>
    private const long Most = 10_000_000;

    private const int Wide = 1000;

    [Theory]
    [InlineData("recursive")]
    [InlineData("recursive, with alternatives")]
    [InlineData("long names")]
    [InlineData("unknown names")]
    [InlineData("patterns")]
    public void What_a_flood_of_distinct_webhooks_leaves_is_bounded(string shape)
    {
        var schema = SchemaFixture.Compile(SchemaOf(shape));
        var record = schema.RecordDrift(new DriftLimits());
        using var tape = JsonTape.Rent();
        for (var number = 0; number < 60; number++)
        {
            Add(record, tape, Payload(shape, number));
        }

        var bytes = ObjectGraph.Of(record, schema).Bytes;
        var findings = record.Findings();
        output.WriteLine($"{shape}: {bytes:N0} B, {findings.Count:N0} findings");
        Assert.InRange(bytes, 10_000, Most);
        Assert.DoesNotContain(findings, finding => finding.Kind == DriftKind.Unknown && shape.StartsWith("recursive", StringComparison.Ordinal));
    }

    [Fact]
    public void No_value_of_a_webhook_is_kept_anywhere()
    {
        const string text = """
            { "properties": { "known": { "enum": ["a", 1, "canary"] }, "either": { "type": ["string", "null", "number"] }, "list": { "items": { "properties": { "x": {} } } },
              "map": { "additionalProperties": { "properties": { "x": {} } } }, "choice": { "anyOf": [{ "properties": { "x": { "const": "y" } } }, { "type": "string" }] } },
              "patternProperties": { "^p-": { "format": "email" } } }
            """;
        const string value = "c4n4ry-7fe1";
        string[] values =
        [
            $"\"{value}\"", "471147114711", "-4711.4711e11", $"[\"{value}\", 471147114711]", $$"""{"x":"{{value}}","unknown":"{{value}}"}""", $$"""[{"x":["{{value}}"],"unknown":{"deep":"{{value}}"} }]""",
            $"\"\\u0063{value[1..]}\"", $"\"{value}{new string('v', 5000)}\"",
        ];
        var schema = SchemaFixture.Compile(text);
        var record = schema.RecordDrift(new DriftLimits());
        using var tape = JsonTape.Rent();
        foreach (var one in values)
        {
            Add(record, tape, $$"""{"known":{{one}},"either":{{one}},"list":{{one}},"map":{"k":{{one}} },"choice":{{one}},"p-q":{{one}},"unknown":{{one}} }""");
            Add(record, tape, one);
        }

        var kept = string.Join('\n', ObjectGraph.Of(record, schema).Texts.Concat(record.Findings().Select(finding => finding.ToString())));

        Assert.Contains("/unknown", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("n4ry-7fe1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", kept, StringComparison.Ordinal);
    }

    private static string SchemaOf(string shape)
    {
        var self = string.Join(',', Enumerable.Range(0, Wide).Select(i => $$"""
            "p{{i}}":{"$ref":"#"}
            """));
        var names = string.Join(',', Enumerable.Range(0, 12_000).Select(i => $$"""
            "{{LongName(i)}}":{"type":["string","null"]}
            """));
        var alternatives = string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""
            {"properties":{"p0":{"$ref":"#"},"p1":{"$ref":"#"},"q{{i}}":{"$ref":"#"} } }
            """));
        return shape switch
        {
            "recursive" => $$"""{"properties":{ {{self}} } }""",
            "recursive, with alternatives" => $$"""{"anyOf":[{{alternatives}}]}""",
            "long names" => $$"""{"properties":{ {{names}} } }""",
            "patterns" => """{"properties":{"a":{}},"patternProperties":{"^p":{"$ref":"#"},"^q":{"$ref":"#"}}}""",
            _ => """{"properties":{"a":{}},"additionalProperties":{"$ref":"#/$defs/o"},"$defs":{"o":{"properties":{"a":{"$ref":"#/$defs/o"},"b":{"$ref":"#/$defs/o"}}}}}""",
        };
    }

    private static string Payload(string shape, int number)
    {
        var unknown = string.Join(',', Enumerable.Range(number * 100, 100).Select(i => $"\"{i:D6}{new string('n', 122)}\":1"));
        return shape switch
        {
            "recursive" => $$"""{"p{{number}}":{ {{string.Join(',', Enumerable.Range(0, Wide).Select(i => $"\"p{i}\":{{}}"))}} } }""",
            "recursive, with alternatives" => Nested(number, """ {"q0":{},"q1":{},"q299":{}} """),
            "long names" => $$"""{"{{LongName(number)}}":1}""",
            "patterns" => $$"""{"a":1,"p{{number}}":{{Nested(number, "{}")}},"r":1}""",
            _ => $$"""{"x":{{Nested(number, $"{{{unknown}}}").Replace("p0", "a", StringComparison.Ordinal).Replace("p1", "b", StringComparison.Ordinal)}} }""",
        };
    }

    /// <summary>A way down of its own for each number, by its bits.</summary>
    private static string Nested(int number, string inside) =>
        Enumerable.Range(0, 60).Aggregate(inside, (json, level) => $$"""{"p{{(number >> (level % 8)) & 1}}":{{json}} }""");

    private static string LongName(int number) => $"{number:D5}{new string('n', 490)}";

    private static void Add(DriftRecord record, JsonTape tape, string payload)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        Assert.Equal(JsonDefect.None, tape.Read(bytes, new StrictJsonOptions { MaxDepth = 200 }));
        record.Add(bytes, tape, TestClock.Start);
    }
}
