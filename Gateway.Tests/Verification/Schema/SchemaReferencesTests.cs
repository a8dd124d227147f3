using Gateway.JsonSchema;
using Gateway.Reading;
using Gateway.Verification.Schema;

namespace Gateway.Tests.Verification.Schema;

public sealed class SchemaReferencesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");

    public SchemaReferencesTests() => File.WriteAllText(PathOf("one.json"), "true");

    /// <summary>RFC 3986 section 6.2.2: the same URI in another spelling.</summary>
    [Theory]
    [InlineData("https://acme.example/one", "https://acme.example/one")]
    [InlineData("https://Acme.Example/one", "https://acme.example/one")]
    [InlineData("HTTPS://acme.example:443/one", "https://acme.example/one")]
    [InlineData("https://acme.example/one#", "https://acme.example/one")]
    [InlineData("https://acme.example", "https://acme.example/")]
    [InlineData("https://acme.example/%6Fne", "https://acme.example/one")]
    [InlineData("https://acme.example/one", "https://ACME.example/./one#/a")]
    [InlineData("urn:acme:one", "urn:acme:one")]
    public void A_document_is_found_by_every_spelling_of_its_URI(string key, string spelling)
    {
        var references = new SchemaReferences(Files());

        Assert.Null(references.Add(key, "one.json"));
        Assert.Equal(PathOf("one.json"), references.Find(new Uri(spelling)));
    }

    [Theory]
    [InlineData("nonsense", "one.json", "no absolute URI")]
    [InlineData("/schemas/", "one.json", "no absolute URI")]
    [InlineData("", "one.json", "no absolute URI")]
    [InlineData("https://acme.example/#a", "one.json", "fragment")]
    [InlineData("https://acme.example/", "nodir", "neither a file nor a folder")]
    [InlineData("https://acme.example/", "", "neither a file nor a folder")]
    public void One_that_can_lead_to_no_document_is_a_problem(string key, string place, string problem) =>
        Assert.Contains(problem, new SchemaReferences(Files()).Add(key, place), StringComparison.Ordinal);

    [Fact]
    public void Two_spellings_of_one_URI_are_a_problem()
    {
        var references = new SchemaReferences(Files());

        Assert.Null(references.Add("https://acme.example/", "one.json"));
        Assert.Contains("another one", references.Add("https://ACME.example/", "."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://acme.example/", ".", "https://acme.example/two.json", "two.json")]
    [InlineData("https://acme.example/two.json", "two.json", "https://acme.example/two.json", "two.json")]
    [InlineData("https://acme.example/one", "one.json", "https://other.example/", "There is no schema at 'https://other.example/'.")]
    public void A_file_that_cannot_be_read_is_named_with_its_error(string key, string place, string document, string said)
    {
        File.WriteAllText(PathOf("two.json"), "true");
        File.WriteAllText(PathOf("main.json"), $$"""{ "$ref": "{{document}}" }""");
        var references = new SchemaReferences(Files());
        Assert.Null(references.Add(key, place));
        File.Delete(PathOf("two.json"));
        var findings = new SchemaFindings();

        Assert.Null(new SchemaLibrary(Files(), references, SchemaOptions.Default).Read("main.json", findings));

        Assert.Contains(said, Assert.Single(findings.Problems), StringComparison.Ordinal);
        Assert.Equal(said == "two.json", findings.Problems[0].Contains("cannot be read", StringComparison.Ordinal));
    }

    /// <summary>Letters that mean something in a URI and nothing in a path.</summary>
    [Theory]
    [InlineData("pct%41")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a b")]
    [InlineData("\u00e9")]
    public void A_folder_of_any_name_can_be_referred_within_and_to(string name)
    {
        var folder = Directory.CreateDirectory(PathOf(name)).FullName;
        File.WriteAllText(Path.Combine(folder, "b.json"), """{ "type": "integer" }""");
        File.WriteAllText(Path.Combine(folder, "a.json"), """{ "$ref": "b.json" }""");
        File.WriteAllText(PathOf("main.json"), """{ "$ref": "https://acme.example/b.json" }""");
        var references = new SchemaReferences(Files());
        Assert.Null(references.Add("https://acme.example/", folder));
        var library = new SchemaLibrary(Files(), references, SchemaOptions.Default);
        var findings = new SchemaFindings();

        Assert.Equal([false, false], ((string[])["main.json", $"{name}/a.json"]).Select(place => library.Read(place, findings)?.IsValid("true"u8)));
        Assert.Empty(findings.Problems);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ConfigurationFiles Files() => new(_folder.FullName, static _ => null);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
