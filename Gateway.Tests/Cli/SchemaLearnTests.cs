using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SchemaLearnTests : IDisposable
{
    private readonly CommandLine _commandLine = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");

    [Fact]
    public async Task What_was_learnt_is_accepted_by_check_and_so_are_all_payloads_it_was_learnt_from()
    {
        var first = Write("a.json", """{ "id": "evt_1", "amount": 5, "at": null }""");
        var second = Write("b.json", """{ "id": "evt_2", "amount": 5.5, "at": "2026-01-31" }""");
        var schema = Write("learnt.json", "[]"); // From the last time: it is no payload.

        Assert.Equal(0, await _commandLine.RunAsync("schema", "learn", _folder.FullName, "-o", schema));
        Assert.Contains("a draft from 2 payloads", _commandLine.Error, StringComparison.Ordinal);
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", schema, first, second));
        Assert.DoesNotContain("warning", _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": 1, "amount": 5 }""")]
    [InlineData("""{ "id": "evt_3" }""")]
    [InlineData("[]")]
    public async Task What_is_of_another_type_or_misses_a_member_does_not_fit(string other)
    {
        Write("lines.ndjson", """
            { "id": "evt_1", "amount": 5 }

            { "id": "evt_2", "amount": 6, "note": "x" }
            """);
        var schema = PathOf("learnt.schema");

        Assert.Equal(0, await _commandLine.RunAsync("schema", "learn", _folder.FullName, "-o", schema));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", schema, Write("other", other)));
    }

    [Fact]
    public async Task It_says_that_it_is_a_draft_of_how_many_payloads_and_of_when()
    {
        var lines = Write("payloads", "{}\n{}\r\n{}");

        Assert.Equal(0, await _commandLine.RunAsync("schema", "learn", lines, "--ndjson"));

        var schema = JsonNode.Parse(_commandLine.Output)!;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema["$schema"]!.GetValue<string>());
        var remark = schema["$comment"]!.GetValue<string>();
        Assert.StartsWith("A draft ", remark, StringComparison.Ordinal);
        Assert.Contains(" 3 payloads on ", remark, StringComparison.Ordinal);
        Assert.Contains(TimeProvider.System.GetUtcNow().ToString("yyyy", CultureInfo.InvariantCulture), remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_a_schema_for_each_event_type_on_request()
    {
        var paid = Write("paid.json", """{ "type": "invoice/paid", "paid": true }""");
        var made = Write("made.json", """{ "type": "invoice.made", "made": 1 }""");
        var schema = PathOf("learnt.schema");

        Assert.Equal(0, await _commandLine.RunAsync("schema", "learn", paid, made, "--by-event", "/type", "--output", schema));

        Assert.Contains($"invoice/paid: {schema}#/$defs/invoice~1paid", _commandLine.Error, StringComparison.Ordinal);
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", $"{schema}#/$defs/invoice~1paid", paid));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", $"{schema}#/$defs/invoice~1paid", made));
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", schema, paid, made));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", schema, Write("other", """{ "type": "invoice.made", "paid": true }""")));
    }

    [Theory]
    [InlineData("/0/type", """[{ "type": "paid", "a": 1 }]""", """[{ "type": "made", "b": 1 }]""", """[{ "type": "made", "a": 1 }]""")]
    [InlineData("/1/0", """[1, ["paid"]]""", """[true, ["made"]]""", """[true, ["paid"]]""")]
    [InlineData("/0/type", """{ "0": { "type": "paid", "a": 1 } }""", """{ "0": { "type": "made", "b": 1 } }""", """{ "0": { "type": "made", "a": 1 } }""")]
    public async Task An_event_type_may_stand_in_an_array(string place, string first, string second, string mixed)
    {
        var (paid, made, schema) = (Write("paid.json", first), Write("made.json", second), PathOf("learnt.schema"));

        Assert.Equal(0, await _commandLine.RunAsync("schema", "learn", paid, made, "--by-event", place, "--output", schema));
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", schema, paid, made));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", schema, Write("mixed.json", mixed)));
        Assert.Equal(2, await _commandLine.RunAsync("schema", "learn", paid, "--by-event", "/00/type"));
    }

    [Theory]
    [InlineData("{}\n{}", true)]
    [InlineData("{", false)]
    [InlineData("\uFEFF{}", false)]
    public async Task That_lines_are_payloads_is_said_where_there_are_several(string content, bool isSaid)
    {
        Assert.Equal(2, await _commandLine.RunAsync("schema", "learn", Write("payload", content)));
        Assert.Equal(isSaid, _commandLine.Error.Contains("--ndjson", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "line 1", new string[0])]
    [InlineData("{}\n{}", "--ndjson", new string[0])]
    [InlineData("""{"a":1,"a":2}""", "uplicate", new string[0])]
    [InlineData("""{"type":4711}""", "'/type'", new[] { "--by-event", "/type" })]
    [InlineData("{}", "no JSON pointer", new[] { "--by-event", "type" })]
    [InlineData("", "no payload", new[] { "--ndjson" })]
    public async Task What_cannot_be_learnt_from_is_said_and_no_value_repeated(string content, string said, string[] options)
    {
        var file = Write("payload", content);

        Assert.Equal(2, await _commandLine.RunAsync(["schema", "learn", file, .. options]));
        Assert.Contains(said, _commandLine.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", _commandLine.Error, StringComparison.Ordinal);
        Assert.Empty(_commandLine.Output);
    }

    [Fact]
    public async Task A_place_that_names_every_payload_is_no_event_type()
    {
        var file = Write("payloads.ndjson", string.Join('\n', Enumerable.Range(0, 101).Select(number => $$"""{"id":"evt_{{number}}"}""")));

        Assert.Equal(2, await _commandLine.RunAsync("schema", "learn", file, "--by-event", "/id"));
        Assert.Contains("no event type", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        Assert.Equal(2, await _commandLine.RunAsync("schema", "learn", PathOf("none.json")));
        Assert.Contains("none.json", _commandLine.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _commandLine.Dispose();
        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }
}
