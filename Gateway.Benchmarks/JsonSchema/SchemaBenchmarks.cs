using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Gateway.JsonSchema;

namespace Gateway.Benchmarks.JsonSchema;

/// <summary>
/// What it costs to judge a body, against merely parsing it. The goal: strict check, pointers and schema together at
/// most one and a half times the parsing, and nothing allocated up to 40 KB.
/// </summary>
[MemoryDiagnoser]
public class SchemaBenchmarks
{
    private readonly JsonPointerSet _pointers = new("/id", "/type", "/data/object/id");
    private byte[] _body = [];
    private Schema? _schema;

    [Params(300, 2_000, 40_000, 1_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var problems = new List<SchemaProblem>();
        _body = SamplePayloads.Create(Bytes);
        _schema = Schema.Compile(SamplePayloads.Schema, SchemaOptions.Default, problems);
        if (_schema is null || !_schema.IsValid(_body))
        {
            throw new InvalidOperationException($"The sample does not fit its schema. {string.Join(' ', problems)}");
        }
    }

    [Benchmark(Baseline = true)]
    public JsonValueKind ParseDocument()
    {
        using var document = JsonDocument.Parse(_body);
        return document.RootElement.ValueKind;
    }

    [Benchmark]
    public int ParseAndWalkDocument()
    {
        using var document = JsonDocument.Parse(_body);
        return Walk(document.RootElement);
    }

    [Benchmark]
    public int ReadTokens()
    {
        var reader = new Utf8JsonReader(_body);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }

    [Benchmark]
    public bool CheckStrictly() => StrictJson.Check(_body, StrictJsonOptions.Default) == JsonDefect.None;

    [Benchmark]
    public bool ValidateSchema() => _schema!.IsValid(_body);

    [Benchmark]
    public bool CheckLocateAndValidate()
    {
        Span<LocatedValue> values = stackalloc LocatedValue[3];
        using var tape = JsonTape.Rent();
        tape.Read(_body, StrictJsonOptions.Default);
        _pointers.Locate(_body, tape, values);
        return _schema!.IsValid(_body, tape);
    }

    /// <summary>As a validator by hand would: every member looked at, every string and number read.</summary>
    private static int Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = 0;
                foreach (var member in element.EnumerateObject())
                {
                    members += member.Name.Length + Walk(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                var elements = 0;
                foreach (var item in element.EnumerateArray())
                {
                    elements += Walk(item);
                }

                return elements;
            case JsonValueKind.String:
                return element.GetString()!.Length;
            case JsonValueKind.Number:
                return element.GetDecimal() < 0 ? 1 : 0;
            default:
                return 0;
        }
    }
}
