using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary>Names in payloads, schemas and configurations are others': they must not steer the terminal, nor forge a line.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class TerminalTests : IDisposable
{
    private const string Hostile = "a\u001b[31mRED\n/x/evil.json: fits\r\u0085\u2028\u202e";

    private readonly CommandLine _commandLine = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");

    public static TheoryData<string, string[]> Commands => new()
    {
        { "a member that does not fit", ["schema", "check", "strict", "payload"] },
        { "a member that does not fit, as JSON", ["schema", "check", "strict", "payload", "--json"] },
        { "a place in a schema", ["schema", "check", "wrong"] },
        { "a keyword that is unknown", ["schema", "check", "odd"] },
        { "a keyword that refuses", ["schema", "check", "keyword", "payload"] },
        { "a webhook", ["schema", "check", "openapi"] },
        { "a webhook that is near", ["schema", "check", "openapi", "--event", Hostile + "x"] },
        { "a reference", ["schema", "check", "odd", "--reference", Hostile + "=x"] },
        { "a schema that is not there", ["schema", "check", Hostile] },
        { "an instance that is not there", ["schema", "check", "odd", Hostile] },
        { "an event type", ["schema", "learn", "payload", "--by-event", "/type", "-o", "draft"] },
        { "a payload that is not there", ["schema", "learn", Hostile] },
        { "a pointer", ["schema", "learn", "payload", "--by-event", Hostile] },
        { "a schema of a route", ["check", "--config", "configuration"] },
        { "a file that is not there", ["check", "--config", Hostile] },
        { "an event type of a draft", ["explain", "request", "--config", "configuration"] },
        { "a provider", ["providers", Hostile] },
        { "a route", ["send", Hostile, "--config", "good"] },
        { "a route to sign for", ["sign", Hostile, "--config", "good"] },
        { "an event to forget", ["forget", Hostile, "1", "--config", "good"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_others_have_named_is_printed_as_plain_text_in_its_line(string what, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Write("strict", """{ "additionalProperties": { "type": "integer" } }""");
        Write("payload", $$"""{ {{Name}}: "x", "type": {{Name}} }""");
        Write("wrong", $$"""{ "properties": { {{Name}}: { "type": "x" } } }""");
        Write("odd", $$"""{ {{Name}}: 1 }""");
        Write("keyword", $$"""{ "properties": { {{Name}}: { "type": "integer" } } }""");
        Write("openapi", $$"""{ "openapi": "3.1.0", "webhooks": { {{Name}}: { "post": {} }, "a": { "post": { "operationId": {{Name}}, "requestBody": { "content": { "application/json": { "schema": {} } } } } } } }""");
        Write("request", $"POST /hooks HTTP/1.1\nHost: a\nX-Type: a\u001b[31mRED\n\n{{}}");
        Write("configuration", Configuration($$"""{ "IpAllowList": "0.0.0.0/0", "Signature": { "Algorithm": "none", "Reason": "a test" }, "Schema": { "File": "wrong" } }"""));
        Write("good", Configuration($$"""{ "IpAllowList": "0.0.0.0/0", "Signature": { "Algorithm": "none", "Reason": "a test" } }"""));

        _ = await _commandLine.RunAsync([.. arguments.Select(argument => File.Exists(PathOf(argument)) || argument == "draft" ? PathOf(argument) : argument)]);

        var lines = (_commandLine.Output + _commandLine.Error).Split('\n');
        Assert.True(lines.Length > 1, what);
        Assert.DoesNotContain(lines, line => line.StartsWith("/x/evil.json", StringComparison.Ordinal));
        Assert.DoesNotContain(string.Concat(lines), letter => char.GetUnicodeCategory(letter) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    public void Dispose()
    {
        _commandLine.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Name => JsonSerializer.Serialize(Hostile);

    private static string Configuration(string verification) => $$"""
        { "ReverseProxy": {
            "Routes": { "hooks": { "ClusterId": "c", "Match": { "Path": "/hooks" }, "Verification": {{verification}} } },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "http://127.0.0.1:1/" } } } } } }
        """;

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string content) => File.WriteAllText(PathOf(name), content, new UTF8Encoding(false));
}
