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
        Assert.Equal(_other.Path, output.RootElement.GetProperty("instance").GetString());
    }

    [Theory]
    [InlineData("FILE", "https://schemas.acme.example/common.json")]
    [InlineData("FOLDER", "https://schemas.acme.example/")]
    public async Task A_document_that_the_schema_refers_to_is_named_by_its_URI(string kind, string beginning)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        try
        {
            var common = Path.Combine(folder.FullName, "common.json");
            await File.WriteAllTextAsync(common, """{ "type": "integer" }""");
            using var schema = new TestFile("""{ "properties": { "id": { "$ref": "https://schemas.acme.example/common.json" } } }"""u8.ToArray());

            Assert.Equal(2, await _commandLine.RunAsync("schema", "check", schema.Path, _other.Path));
            Assert.Equal(0, await _commandLine.RunAsync("schema", "check", schema.Path, _other.Path, "--reference", $"{beginning}={(kind == "FILE" ? common : folder.FullName)}"));
            Assert.Equal(1, await _commandLine.RunAsync("schema", "check", schema.Path, _fitting.Path, "--reference", $"{beginning}={(kind == "FILE" ? common : folder.FullName)}"));
            Assert.Equal(2, await _commandLine.RunAsync("schema", "check", schema.Path, "--reference", "common.json"));
            Assert.Contains("not URI=FILE", _commandLine.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_webhook_of_an_OpenAPI_document_is_named_by_its_event_type_or_its_schema()
    {
        using var document = new TestFile("""
            { "openapi": "3.1.0", "components": { "schemas": { "Other": { "required": ["other"] } } }, "webhooks": {
                "order.created": { "post": { "requestBody": { "content": { "application/json": { "schema": { "required": ["id"] } } } } } },
                "order.paid": { "post": { "requestBody": { "content": { "application/json": { "schema": { "required": ["paid"] } } } } } } } }
            """u8.ToArray());

        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", document.Path));
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", document.Path, _fitting.Path, "--event", "order.created"));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", document.Path, _fitting.Path, "--event", "order.paid"));
        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", document.Path + "#/components/schemas/Other", _fitting.Path));
        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", document.Path, _fitting.Path));
        Assert.Contains("--event", _commandLine.Error, StringComparison.Ordinal);
        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", document.Path, _fitting.Path, "--event", "order.create"));
        Assert.Contains("Did you mean 'order.created'?", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_webhook_needs_no_event_type_and_a_pointer_has_none()
    {
        using var document = new TestFile("""
            { "openapi": "3.1.0", "webhooks": { "new-pet": { "post": { "operationId": "pet/new", "requestBody": { "content": { "application/json": {
                "schema": { "required": ["id"] } } } } } } } }
            """u8.ToArray());

        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", document.Path, _fitting.Path));
        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", document.Path + "#/components/schemas/A", _fitting.Path, "--event", "new-pet"));
        Assert.Contains("say one of them", _commandLine.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be read", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_printed_and_can_be_turned_off_or_into_problems()
    {
        using var schema = new TestFile("""{ "tsType": "x" }"""u8.ToArray());

        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", schema.Path));
        Assert.Contains("warning: ", _commandLine.Error, StringComparison.Ordinal);
        Assert.Contains("'tsType'", _commandLine.Error, StringComparison.Ordinal);
        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", schema.Path, "--unknown-keywords", "Refuse"));
        Assert.Equal(0, await _commandLine.RunAsync("schema", "check", schema.Path, "--unknown-keywords", "Ignore"));
    }

    [Fact]
    public async Task Malformed_JSON_is_told_by_line_and_column()
    {
        using var malformed = new TestFile("{\n  \"id\": }"u8.ToArray());

        Assert.Equal(1, await _commandLine.RunAsync("schema", "check", _schema.Path, malformed.Path));
        Assert.Contains("line 2, column 9", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(2, await _commandLine.RunAsync("schema", "check", malformed.Path));
        Assert.Contains("line 2, column 9", _commandLine.Error, StringComparison.Ordinal);
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
