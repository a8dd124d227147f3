using System.Globalization;
using System.Text;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Drift;

namespace Gateway.Tests.JsonSchema.Drift;

public sealed class DriftRecordTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A schema, payloads, and what differs: kind, place, name and count.</summary>
    public static TheoryData<string, string[], string[]> Cases => new()
    {
        { """{"properties":{"a":{}}}""", ["""{"a":1,"b":2}""", """{"b":3,"c":4}"""], ["Unknown /b 2", "Unknown /c 1"] },
        { """{"properties":{"a":{},"b":{}}}""", ["""{"a":1}"""], ["Member /b 0"] },
        { """{"properties":{"a":{}}}""", ["1"], [] },
        { """{"properties":{"a":{"properties":{"b":{}}}}}""", ["{}"], ["Member /a 0"] },
        { """{"properties":{"a/b":{}}}""", ["""{"c~/d":1}"""], ["Unknown /c~0~1d 1", "Member /a~1b 0"] },
        { """{"items":{"properties":{"a":{}}}}""", ["""[{"a":1,"b":1},{"b":1}]"""], ["Unknown /*/b 2"] },
        { """{"prefixItems":[{"properties":{"a":{}}}],"items":{"properties":{"b":{}}}}""", ["""[{"a":1},{"b":1,"c":1}]"""], ["Unknown /*/c 1"] },
        { """{"type":"object"}""", ["""{"a":1}"""], [] },
        { """{"properties":{"a":{}},"additionalProperties":true}""", ["""{"a":1,"b":1}"""], ["Unknown /b 1"] },
        { """{"properties":{"a":{}},"additionalProperties":false}""", ["""{"a":1,"b":1}"""], ["Unknown /b 1"] },
        { """{"properties":{"a":{}},"additionalProperties":{"properties":{"x":{}}}}""", ["""{"a":1,"b":{"x":1,"y":1}}"""], ["Unknown /*/y 1"] },
        { """{"properties":{"a":{}},"patternProperties":{"^x-":{}}}""", ["""{"a":1,"x-b":1,"y":1}"""], ["Unknown /y 1"] },
        { """{"properties":{"a":false}}""", ["{}"], [] },
        { """{"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}""", ["""{"a":1,"b":1,"c":1}"""], ["Unknown /c 1"] },
        { """{"oneOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}""", ["""{"a":1}"""], ["Member /b 0"] },
        { """{"not":{"properties":{"a":{"const":1}}},"properties":{"b":{}}}""", ["""{"a":2,"b":1}"""], ["Unknown /a 1"] },
        { """{"$ref":"#/$defs/x","$defs":{"x":{"properties":{"a":{"$ref":"#/$defs/x"}}}}}""", ["""{"a":{"a":{"b":1}}}"""], ["Unknown /a/a/b 1", "Member /a/a/a 0"] },
        { """{"type":["string","null","integer"]}""", ["1"], ["Type  string 0", "Type  null 0"] },
        { """{"type":["string","integer"]}""", ["\"a\""], ["Type  integer 0"] },
        { """{"type":["string","integer"]}""", ["\"a\"", "1"], [] },
        { """{"type":["string","number"]}""", ["\"a\""], ["Type  number 0"] },
        { """{"anyOf":[{"type":"number"},{"type":["string","integer"]}]}""", ["\"a\""], ["Type  number 0"] },
        { """{"type":["string","null"]}""", ["null", "\"a\""], [] },
        { """{"anyOf":[{"type":"string"},{"type":"boolean"}]}""", ["true"], ["Type  string 0"] },
        { """{"enum":["a","b",1]}""", ["\"a\"", "1.0"], ["Value  \"b\" 0"] },
        { """{"properties":{"s":{"enum":["\u0061","b"]}}}""", ["""{"s":"a"}"""], ["Value /s \"b\" 0"] },
        { """{"properties":{"s":{"const":"b"}}}""", ["""{"s":"a"}"""], ["Value /s \"b\" 0"] },
        { """{"unevaluatedProperties":false,"properties":{"a":{}}}""", ["""{"b":1,"a":1}"""], ["Unknown /b 1"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_differs_is_said_by_its_place(string schema, string[] payloads, string[] differences) =>
        Assert.Equal(differences, Record(schema, payloads).Findings().Select(Line));

    [Fact]
    public void It_is_said_when_something_was_seen_first_and_last()
    {
        var finding = Assert.Single(Record("""{"properties":{"a":{}}}""", ["""{"a":1,"b":1}""", """{"a":1}""", """{"a":1,"b":1}"""]).Findings());

        Assert.Equal((Start, Start.AddMinutes(2), 2), (finding.First, finding.Last, finding.Count));
    }

    [Fact]
    public void No_value_of_a_payload_is_kept() =>
        Assert.DoesNotContain(
            "4711",
            string.Join('\n', Record("""{"properties":{"a":{"enum":["x"]},"c":{"type":["string","null"]}}}""", ["""{"a":"4711","b":"4711","c":"4711"}"""]).Findings()),
            StringComparison.Ordinal);

    [Fact]
    public void What_a_sender_can_make_it_keep_is_bounded()
    {
        const string schema = """{"properties":{"a":{"properties":{"x":{}}},"b":{"properties":{"x":{}}}},"additionalProperties":{"$ref":"#/$defs/open"},"$defs":{"open":{"properties":{"x":{"$ref":"#/$defs/open"}}}}}""";
        var limits = new DriftLimits();
        var record = SchemaFixture.Compile(schema).RecordDrift(limits);
        for (var batch = 0; batch < 40; batch++)
        {
            var names = string.Join(',', Enumerable.Range(batch * 100, 100).Select(number => $"\"n{number}\":1"));
            var deep = string.Concat(Enumerable.Repeat("{\"x\":", 40)) + $"{{{names}}}" + new string('}', 40);
            Add(record, $$"""{"a":{"{{new string('l', 5000)}}":1,{{names}}},"b":{{{names}}},"c":{{deep}}}""", Start);
            Add(record, string.Concat(Enumerable.Repeat("{\"x\":", 30 + batch % 30)).Insert(0, "{\"c\":") + $"{{{names}}}" + new string('}', 31 + batch % 30), Start);
        }

        var unknown = record.Findings().Where(finding => finding.Kind == DriftKind.Unknown).ToList();
        Assert.Equal(DriftLimits.MostUnknown, unknown.Count);
        Assert.True(limits.LeftOut > 0);
        Assert.DoesNotContain(unknown, finding => finding.Place.Length > DriftLimits.LongestPlace + (2 * DriftLimits.LongestName) + 1);
        Assert.Contains(unknown, finding => finding.Place == $"/a/{DriftRecord.LongName}" && finding.Count == 40);
        Assert.Equal(DriftLimits.MostUnknownAtPlace, unknown.Count(finding => finding.Place.StartsWith("/b/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_a_large_payload_the_beginning_is_looked_at()
    {
        var elements = string.Join(',', Enumerable.Repeat("""{"b":1}""", DriftLimits.MostValues));

        var finding = Record("""{"items":{"properties":{"a":{}}}}""", [$"[{elements}]"]).Findings()[0];

        Assert.InRange(finding.Count, DriftLimits.MostValues / 3, DriftLimits.MostValues);
    }

    private static DriftRecord Record(string schema, string[] payloads)
    {
        var record = SchemaFixture.Compile(schema).RecordDrift(new DriftLimits());
        for (var i = 0; i < payloads.Length; i++)
        {
            Add(record, payloads[i], Start.AddMinutes(i));
        }

        return record;
    }

    private static void Add(DriftRecord record, string payload, DateTimeOffset at)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        using var tape = JsonTape.Rent();
        Assert.Equal(JsonDefect.None, tape.Read(bytes, new StrictJsonOptions { MaxDepth = 200 }));
        record.Add(bytes, tape, at);
    }

    private static string Line(DriftFinding finding) => string.Create(
        CultureInfo.InvariantCulture, $"{finding.Kind} {finding.Place}{(finding.Name is null ? "" : " " + finding.Name)} {finding.Count}");
}
