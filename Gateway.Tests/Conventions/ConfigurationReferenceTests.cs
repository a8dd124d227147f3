using System.Text.Json;
using Gateway.Configuration;
using Gateway.JsonSchema;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>The reference and the editors' schema list exactly the keys that the gateway reads.</summary>
public sealed class ConfigurationReferenceTests
{
    /// <summary>Every section by its path, as the types of the configuration have it.</summary>
    public static TheoryData<string, string> Sections
    {
        get
        {
            var sections = new TheoryData<string, string>();
            foreach (var (path, type) in ConfigurationSections.All)
            {
                sections.Add(path, string.Join(' ', GatewayTypes.All[type].Keys.Order(StringComparer.Ordinal)));
            }

            return sections;
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Every_key_stands_in_the_reference_and_none_beside_it(string path, string keys)
    {
        var lines = await File.ReadAllLinesAsync(Repository.PathOf("docs", "configuration.md"));
        var documented = lines
            .SkipWhile(line => line != $"## `{path}`")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(keys, string.Join(' ', documented.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_key_stands_in_the_editors_schema_and_no_other_is_allowed(string path, string keys)
    {
        using var schema = new EditorsSchema();

        var section = schema.Section(path);

        Assert.False(section.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(keys, string.Join(' ', section.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)));
        Each.Is(section.GetProperty("properties").EnumerateObject(), property => Assert.NotEmpty(property.Value.GetProperty("description").GetString()!));
    }

    [Theory]
    [InlineData("config/gateway.json", true)]
    [InlineData("config/destinations.json", true)]
    [InlineData("config/filters.json", true)]
    [InlineData("Gateway.Tests/Golden/yarp-full.json", true)]
    [InlineData("Gateway.Tests/Golden/Config/good_scalar_for_list.txt", true)]
    [InlineData("Gateway.Tests/Golden/Config/good_preset_overlay.txt", true)]
    [InlineData("Gateway.Tests/Golden/Config/good_delivery.txt", true)]
    [InlineData("Gateway.Tests/Golden/Config/good_destinations.txt", true)]
    [InlineData("Gateway.Tests/Golden/Config/delivery_everything_wrong.txt", false)]
    [InlineData("Gateway.Tests/Golden/Config/key_misspelt.txt", false)]
    [InlineData("Gateway.Tests/Golden/Config/key_misspelt_in_gateway.txt", false)]
    [InlineData("Gateway.Tests/Golden/Config/durations.txt", false)]
    [InlineData("Gateway.Tests/Golden/Config/section_misspelt.txt", false)]
    [InlineData("Gateway.Tests/Golden/Config/secrets.txt", false)]
    [InlineData("Gateway.Tests/Golden/Config/rate_limit.txt", false)]
    public async Task The_editors_schema_tells_a_good_file_from_a_wrong_one(string file, bool good)
    {
        var problems = new List<SchemaProblem>();
        var options = new SchemaOptions { UnknownKeywords = UnknownKeywords.Refuse };
        var schema = Gateway.JsonSchema.Schema.Compile(await File.ReadAllBytesAsync(EditorsSchema.File), options, problems);
        Assert.Empty(problems);

        var violations = schema!.Validate(await ReadAsync(file), 8);

        Assert.Equal(good, violations.Count == 0);
    }

    [Fact]
    public async Task Every_shipped_preset_has_the_form_of_a_routes_section()
    {
        var problems = new List<SchemaProblem>();
        using var editors = new EditorsSchema();
        var presetSchema = $$"""{ "$ref": "#/$defs/Verification", "$defs": {{editors.Definitions.GetRawText()}} }""";
        var schema = Gateway.JsonSchema.Schema.Compile(System.Text.Encoding.UTF8.GetBytes(presetSchema), SchemaOptions.Default, problems);
        Assert.Empty(problems);

        foreach (var preset in Directory.EnumerateFiles(Repository.PathOf("Gateway", "Providers"), "*.json"))
        {
            Assert.Empty(schema!.Validate(await File.ReadAllBytesAsync(preset), 8));
        }
    }

    /// <summary>The JSON of a file, without its comments and what is expected of it.</summary>
    private static async Task<byte[]> ReadAsync(string file)
    {
        var text = (await File.ReadAllTextAsync(Repository.PathOf(file))).Split("\n----\n")[0];
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
    }
}
