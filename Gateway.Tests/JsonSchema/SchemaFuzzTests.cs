using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.JsonSchema;
using Gateway.Tests.Fuzzing;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.JsonSchema;

/// <summary>Mutated schemas and payloads: nothing may throw, and what has to agree has to agree.</summary>
public sealed class SchemaFuzzTests(ITestOutputHelper output)
{
    /// <summary>Far above what 20,000 steps and the time for patterns allow, so that a busy machine is no failure.</summary>
    private static readonly TimeSpan LongestJudgement = TimeSpan.FromSeconds(10);

    private static readonly SchemaOptions[] Options =
    [
        new() { MaxSteps = 20_000 },
        new() { MaxSteps = 20_000, AssertFormat = true, UnknownKeywords = UnknownKeywords.Refuse },
    ];

    private static readonly Regex OtherDialect = new("""\$schema"\s*:\s*"(?!https://json-schema\.org/draft/2020-12/schema)""", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Schema Metaschema = SchemaFixture.Compile(
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
        new() { Json = new() { AllowByteOrderMark = true, MaxDepth = 256 } }); // as schemas themselves are read

    [Fact]
    public void Strict_json_agrees_with_the_parser_of_the_framework()
    {
        Repeat(mutation =>
        {
            var json = mutation.Mutate(
                mutation.Pick(mutation.Next(2) == 0 ? FuzzSeeds.Payloads : FuzzSeeds.Schemas), FuzzSeeds.Payloads, FuzzSeeds.Fragments);
            var defect = StrictJson.Check(json, StrictJsonOptions.Default);
            var parses = Parses(json);
            if (defect == JsonDefect.None || defect == JsonDefect.DuplicateName)
            {
                Assert.True(parses || defect == JsonDefect.DuplicateName); // a repeated name may come before a mistake
            }

            if (defect is JsonDefect.Malformed or JsonDefect.TrailingContent)
            {
                Assert.False(parses);
            }
        });
    }

    [Fact]
    public void Mutated_schemas_and_payloads_give_declared_results_that_agree_with_each_other()
    {
        Repeat(mutation =>
        {
            var text = mutation.Mutate(mutation.Pick(FuzzSeeds.Schemas), FuzzSeeds.Schemas, FuzzSeeds.Fragments);
            var problems = new List<SchemaProblem>();
            var options = mutation.Pick(Options);
            var schema = Schema.Compile(text, options, problems);
            Assert.True(
                (schema is null) == problems.Exists(problem => !problem.IsWarning),
                $"{(schema is null ? "refused" : "compiled")} with {problems.Count} problems ({string.Join("; ", problems)}): {Encoding.UTF8.GetString(text)}");
            if (schema is null)
            {
                return;
            }

            Assert.True(
                Metaschema.IsValid(text) || IsOlder(text),
                $"compiles, but the metaschema refuses it: {Encoding.UTF8.GetString(text)}");
            var wrapped = Wrap(text, options);
            for (var i = 0; i < 20; i++)
            {
                var payload = mutation.Mutate(mutation.Pick(FuzzSeeds.Payloads), FuzzSeeds.Payloads, FuzzSeeds.Fragments);
                var watch = Stopwatch.StartNew();
                var valid = schema.IsValid(payload);
                var violations = schema.Validate(payload, 3);
                Assert.True(watch.Elapsed < LongestJudgement, $"{watch.Elapsed} for {Encoding.UTF8.GetString(text)} and {Encoding.UTF8.GetString(payload)}");
                Assert.Equal(valid, violations.Count == 0);
                Assert.True(violations.Count <= 3);
                if (wrapped is not null && StrictJson.Check(payload, StrictJsonOptions.Default) == JsonDefect.None
                    && !violations.Any(violation => violation.KeywordLocation.Length == 0))
                {
                    Assert.True(
                        valid == wrapped.IsValid(payload),
                        $"{Encoding.UTF8.GetString(text)} wrapped disagrees on {Encoding.UTF8.GetString(payload)}");
                }
            }
        });
    }

    /// <summary>The same schema in a shape that must not change any verdict: not not S, and S, or S or S.</summary>
    private static Schema? Wrap(byte[] text, SchemaOptions options)
    {
        if (text is not [(byte)'{', .., (byte)'}'] || Encoding.UTF8.GetString(text).Contains("$id", StringComparison.Ordinal)
            || IsOlder(text))
        {
            return null;
        }

        var inner = $"{{\"$id\":\"urn:inner\"{(text.Length > 2 && text.AsSpan(1).TrimStart(" \n"u8)[0] != '}' ? "," : "")}";
        var outer = $"{{\"not\":{{\"not\":{{\"$ref\":\"urn:inner\"}}}},\"anyOf\":[{{\"$ref\":\"urn:inner\"}},{{\"$ref\":\"urn:inner\"}}],"
            + $"\"$defs\":{{\"s\":{inner}{Encoding.UTF8.GetString(text.AsSpan(1))}}}}}";
        return Schema.Compile(Encoding.UTF8.GetBytes(outer), options with { MaxSteps = 200_000 }, []);
    }

    /// <summary>The schema, or one within it, names a dialect that is not the newest.</summary>
    private static bool IsOlder(byte[] text) =>
        OtherDialect.IsMatch(Encoding.UTF8.GetString(text));

    private static bool Parses(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Repeat(Action<Mutation> step, [CallerMemberName] string test = "")
    {
        var mutation = new Mutation(Chance.For(output, test));
        var watch = Stopwatch.StartNew();
        var tried = 0;
        for (; watch.Elapsed < FuzzOptions.Duration; tried++)
        {
            step(mutation);
        }

        Assert.True(tried > 0, $"Nothing was tried in {FuzzOptions.Duration}.");
    }
}
