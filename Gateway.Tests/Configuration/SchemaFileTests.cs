using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

public sealed class SchemaFileTests
{
    private const string Configuration = """
        {
          "ReverseProxy": {
            "Routes": {
              "hook": {
                "ClusterId": "backend",
                "Match": { "Path": "/hook" },
                "Verification": {
                  "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
                  "Schema": { "File": "main.json" }
                }
              }
            },
            "Clusters": { "backend": { "Destinations": { "only": { "Address": "http://localhost:5000/" } } } }
          }
        }
        """;

    [Theory]
    [InlineData("""{ "requierd": [ "id" ] }""", "'requierd' is not a keyword of this dialect.")]
    [InlineData("""{ "required": [ "id" ], "x-owner": "us", "$comment": "ours" }""", null)]
    public async Task A_misspelt_keyword_is_a_problem_and_an_annotation_of_ones_own_is_not(string schema, string? problem)
    {
        using var configuration = new ConfigurationFolder(Configuration);
        configuration.Write("main.json", schema);

        var problems = await configuration.ProblemsAsync();

        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.Contains(problem ?? "", string.Concat(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_a_schema_that_another_refers_to_is_told()
    {
        using var configuration = new ConfigurationFolder(Configuration);
        configuration.Write("main.json", """{ "$ref": "part.json" }""");
        configuration.Write("part.json", """{ "type": "object" }""");
        var files = (await configuration.LoadAsync()).Files;

        Assert.Equal(files.Fingerprint(), files.CurrentFingerprint());
        configuration.Write("part.json", """{ "type": "array" }""");
        Assert.NotEqual(files.Fingerprint(), files.CurrentFingerprint());
    }
}
