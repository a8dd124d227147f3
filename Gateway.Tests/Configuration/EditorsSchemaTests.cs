using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gateway.JsonSchema;
using Gateway.Reading;
using Gateway.Tests.Configuration.EditorsSchemas;
using Gateway.Tests.Conventions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>The editors' schema is generated, and says of every configuration what <c>gateway check</c> says, where a schema can.</summary>
public sealed class EditorsSchemaTests
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private static string ExceptionsFile => Repository.PathOf("Gateway.Tests", "Golden", "editors-schema-exceptions.txt");

    [Fact]
    public async Task The_file_is_what_is_generated_from_types_presets_and_reference()
    {
        var generated = EditorsSchemaWriter.Write();
        if (ProcessEnvironment.Variable("UPDATE_GOLDEN") is not null)
        {
            await File.WriteAllTextAsync(EditorsSchema.File, generated);
        }

        Assert.Equal(generated, await File.ReadAllTextAsync(EditorsSchema.File));
    }

    /// <summary>The exceptions are listed with their reasons, so that none comes or stays unnoticed.</summary>
    [Fact]
    public async Task It_has_the_verdict_of_check_on_every_case_but_the_listed_ones()
    {
        var schema = Compile();
        var reasons = (await File.ReadAllLinesAsync(ExceptionsFile)).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        var differing = Cases().Where(pair => schema.IsValid(pair.Json) != pair.Case.IsGood).Select(pair => pair.Case.Name).ToList();
        if (ProcessEnvironment.Variable("UPDATE_GOLDEN") is not null)
        {
            await File.WriteAllLinesAsync(ExceptionsFile, differing.Select(name => $"{name}: {reasons.GetValueOrDefault(name, "?")}"));
        }

        Assert.Equal(reasons.Keys.Order(StringComparer.Ordinal), differing);
    }

    [AjvFact]
    public async Task Ajv_has_the_same_verdicts()
    {
        var schema = Compile();
        var folder = Directory.CreateTempSubdirectory("gateway-ajv-");
        try
        {
            foreach (var (@case, json) in Cases())
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{@case.Name}.json"), json);
            }

            var schemaFile = folder.FullName + ".schema";
            await File.WriteAllTextAsync(schemaFile, EditorsSchemaWriter.Write());
            var start = new ProcessStartInfo("node", [Repository.PathOf("Gateway.Tests", "Ajv", "verdicts.cjs"), schemaFile, folder.FullName])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["NODE_PATH"] = AjvFactAttribute.Modules;
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var verdicts = await process.StandardOutput.ReadToEndAsync();
            File.Delete(schemaFile);

            Assert.Equal("", await error);
            Assert.Equal(
                string.Concat(Cases().Select(pair => $"{pair.Case.Name} {(schema.IsValid(pair.Json) ? "true" : "false")}\n")),
                verdicts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Gateway.JsonSchema.Schema Compile()
    {
        var problems = new List<SchemaProblem>();
        var schema = Gateway.JsonSchema.Schema.Compile(
            Encoding.UTF8.GetBytes(EditorsSchemaWriter.Write()), new SchemaOptions { UnknownKeywords = UnknownKeywords.Refuse }, problems);
        Assert.Empty(problems);
        return schema!;
    }

    /// <summary>Those that are JSON, without their comments, and that no variable changes: an editor sees neither.</summary>
    private static IEnumerable<(ConfigurationCase Case, byte[] Json)> Cases()
    {
        foreach (var @case in ConfigurationCase.Names.Select(ConfigurationCase.Read).Where(@case => @case.Variables.Count == 0))
        {
            if (TryParse(@case.Json.TrimStart('\uFEFF')) is { } json)
            {
                yield return (@case, json);
            }
        }
    }

    private static byte[]? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
        }
        catch (JsonException)
        {
            return null; // An editor says so itself.
        }
    }
}
