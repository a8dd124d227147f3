using System.Text;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

[Trait("Suite", "JSON Schema")]
public sealed class OfficialSuiteTests
{
    public static TheoryData<string> Files() => [.. OfficialSuite.Folder is null ? [] : OfficialSuite.Files()];

    [SuiteTheory]
    [MemberData(nameof(Files))]
    public void Every_case_of_the_official_suite_has_the_expected_verdict(string file)
    {
        using var groups = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(OfficialSuite.Folder!, file)));
        var failures = groups.RootElement.EnumerateArray().SelectMany(group => Failures(file, group)).ToList();

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [SuiteFact]
    public void The_official_suite_is_not_empty()
    {
        var cases = OfficialSuite.Files().Sum(CountCases);

        Assert.True(cases > 0, $"No case in '{OfficialSuite.Folder}': is it the suite?");
    }

    private static int CountCases(string file)
    {
        using var groups = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(OfficialSuite.Folder!, file)));
        return groups.RootElement.EnumerateArray().Sum(group => group.GetProperty("tests").GetArrayLength());
    }

    private static IEnumerable<string> Failures(string file, JsonElement group)
    {
        var name = group.GetProperty("description").GetString();
        var problems = new List<SchemaProblem>();
        var text = Encoding.UTF8.GetBytes(group.GetProperty("schema").GetRawText());
        var schema = Schema.Compile(text, OfficialSuite.Options(file), problems);
        if (schema is null)
        {
            yield return $"{name}: does not compile: {string.Join("; ", problems)}";
            yield break;
        }

        foreach (var test in group.GetProperty("tests").EnumerateArray())
        {
            var data = Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText());
            var expected = test.GetProperty("valid").GetBoolean();
            if (schema.IsValid(data) != expected || schema.Validate(data, 100).Count == 0 != expected)
            {
                yield return $"{name}: {test.GetProperty("description")}: expected {(expected ? "valid" : "invalid")}";
            }
        }
    }
}
