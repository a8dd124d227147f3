using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SchemaCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();
    private readonly TestFile _schema = new("""{ "type": "object", "required": [ "id" ], "properties": { "id": { "type": "string", "format": "uuid" } } }"""u8.ToArray());
    private readonly TestFile _fitting = new("""{ "id": "x" }"""u8.ToArray());
    private readonly TestFile _other = new("""{ "id": 4711 }"""u8.ToArray());

    [Fact]
    public async Task A_schema_that_can_be_used_is_good()
    {
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", _schema.Path));
        Assert.Equal($"{_schema.Path}: good\n", _commandLine.Output);
    }

    [Fact]
    public async Task What_does_not_fit_is_named_by_place_and_keyword_and_its_value_is_not_repeated()
    {
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", _schema.Path, _fitting.Path, _other.Path));
        Assert.Contains($"{_fitting.Path}: fits", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("/id: ", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("[/properties/id/type]", _commandLine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_s_basic_output_is_printed_on_request()
    {
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", _schema.Path, _other.Path, "--json"));

        using var output = JsonDocument.Parse(_commandLine.Output);
        Assert.False(output.RootElement.GetProperty("valid").GetBoolean());
        var error = Assert.Single(output.RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal("/id", error.GetProperty("instanceLocation").GetString());
        Assert.Equal("/properties/id/type", error.GetProperty("keywordLocation").GetString());
    }

    [Fact]
    public async Task Formats_count_on_request()
    {
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", _schema.Path, _fitting.Path));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", _schema.Path, _fitting.Path, "--assert-format"));
    }

    [Theory]
    [InlineData("""{ "requierd": [ "id" ] }""", "'requierd'")]
    [InlineData("""{ "type": "strin" }""", "/type")]
    [InlineData("{", "wrong")]
    public async Task What_is_wrong_with_the_schema_itself_is_said_with_its_place(string text, string expected)
    {
        using var schema = new TestFile(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", schema.Path, _fitting.Path));
        Assert.Contains(expected, _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shipped:cloudevents-1.1", "Did you mean 'cloudevents-1.0'?")]
    [InlineData("nowhere.json", "cannot be read")]
    public async Task A_schema_that_is_not_there_is_a_problem(string place, string expected)
    {
        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", place));
        Assert.Contains(expected, _commandLine.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _commandLine.Dispose();
        _schema.Dispose();
        _fitting.Dispose();
        _other.Dispose();
    }
}
