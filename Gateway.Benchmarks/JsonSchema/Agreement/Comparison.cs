using System.Text;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Benchmarks.JsonSchema.Agreement;

/// <summary>Counts what both sides say of schemas and instances, and notes where they differ.</summary>
internal sealed class Comparison
{
    private static readonly StrictJsonOptions Lenient = new() { AllowDuplicateNames = true, MaxDepth = StrictJsonOptions.LargestDepth };
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);

    public List<string> Differences { get; } = [];

    public int Schemas { get; private set; }

    public int Loaded { get; private set; }

    public List<string> RefusedByBoth { get; } = [];

    public int Instances { get; private set; }

    public int Valid { get; private set; }

    /// <summary>One line: the references for all that follow, or a schema with its instances.</summary>
    public void Add(JsonElement line)
    {
        if (line.TryGetProperty("references", out var references))
        {
            foreach (var reference in references.EnumerateObject())
            {
                _references[reference.Name] = reference.Value.GetString()!;
            }

            return;
        }

        Schemas++;
        var file = line.GetProperty("schema").GetString()!;
        var root = line.GetProperty("root").GetString()!;
        var refusal = line.GetProperty("error").GetString();
        var problems = new List<SchemaProblem>();
        var schema = Compile(file, root, problems);
        var name = $"{Path.GetFileName(file)}{(root.Length == 0 ? "" : $"#{root}")}";
        if (schema is null)
        {
            var ours = string.Join("; ", problems.Where(problem => !problem.IsWarning).Take(3));
            if (refusal is null)
            {
                Differences.Add($"{name}: only the gateway refuses it: {ours}");
            }
            else
            {
                RefusedByBoth.Add($"{name}: both refuse it: {ours}");
            }

            return;
        }

        if (refusal is not null)
        {
            Differences.Add($"{name}: only Ajv refuses it: {refusal}");
            return;
        }

        Loaded++;
        foreach (var instance in line.GetProperty("instances").EnumerateArray())
        {
            Compare(name, schema, instance);
        }
    }

    private void Compare(string name, Schema schema, JsonElement instance)
    {
        Instances++;
        var expected = instance.GetProperty("valid").GetBoolean();
        Valid += expected ? 1 : 0;
        var violations = schema.Validate(Encoding.UTF8.GetBytes(instance.GetProperty("value").GetRawText()), 3);
        if (violations.Count == 0 != expected)
        {
            Differences.Add($"{name}: {Path.GetFileName(instance.GetProperty("name").GetString())}: Ajv says {(expected ? "valid" : "invalid")}; {string.Join("; ", violations)}");
        }
    }

    private Schema? Compile(string file, string root, List<SchemaProblem> problems)
    {
        var options = new SchemaOptions
        {
            BaseUri = SchemaFolder.UriOf(file),
            Resolve = uri => new SchemaFolder(Path.GetDirectoryName(file)!).Read(uri) ?? Resolve(uri),
            UnknownKeywords = UnknownKeywords.Warn,
            Root = root,
            Json = Lenient,
        };
        return Schema.Compile(File.ReadAllBytes(file), options, problems);
    }

    private ReadOnlyMemory<byte>? Resolve(Uri uri)
    {
        foreach (var (beginning, folder) in _references)
        {
            if (uri.AbsoluteUri.StartsWith(beginning, StringComparison.Ordinal))
            {
                var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(uri.AbsolutePath)}.json");
                return File.Exists(path) ? File.ReadAllBytes(path) : (ReadOnlyMemory<byte>?)null;
            }
        }

        return null;
    }
}
