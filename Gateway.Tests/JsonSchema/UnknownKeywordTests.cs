using Gateway.JsonSchema;
using Gateway.Tests.Support;

namespace Gateway.Tests.JsonSchema;

public sealed class UnknownKeywordTests
{
    /// <summary>What would check something if it were spelt right.</summary>
    [Theory]
    [InlineData("requierd", "required")]
    [InlineData("require", "required")]
    [InlineData("requiredd", "required")]
    [InlineData("Required", "required")]
    [InlineData("propertys", "properties")]
    [InlineData("additionalproperties", "additionalProperties")]
    [InlineData("additonalProperties", "additionalProperties")]
    [InlineData("minLenght", "minLength")]
    [InlineData("maxlength", "maxLength")]
    [InlineData("patern", "pattern")]
    [InlineData("enums", "enum")]
    [InlineData("item", "items")]
    [InlineData("oneof", "oneOf")]
    [InlineData("ref", "$ref")]
    [InlineData("$Ref", "$ref")]
    [InlineData("dependantRequired", "dependentRequired")]
    [InlineData("tpye", "type")]
    [InlineData("$reff", "$ref")]
    [InlineData("$rf", "$ref")]
    [InlineData("$erf", "$ref")]
    [InlineData("$dynamicReff", "$dynamicRef")]
    [InlineData("$def", "")]
    [InlineData("formt", "")] // describes only
    [InlineData("contentEncodin", "")]
    [InlineData("fi", "")] // the first letter
    public void A_misspelt_keyword_is_a_problem_and_the_right_one_is_named(string name, string meant)
    {
        var options = new SchemaOptions { UnknownKeywords = UnknownKeywords.Warn };
        var schema = $"{{\"properties\":{{\"a\":{{\"{name}\":1}}}}}}";
        var problems = new List<SchemaProblem>();

        _ = Schema.Compile(System.Text.Encoding.UTF8.GetBytes(schema), options, problems);

        var problem = Assert.Single(problems);
        Assert.Equal($"/properties/a/{name}", problem.Location);
        Assert.Equal(meant.Length > 0, !problem.IsWarning);
        Assert.Contains(meant.Length > 0 ? $"Did you mean '{meant}'?" : "does nothing", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Annotations of others, and keywords of other drafts.</summary>
    [Theory]
    [InlineData("tsAdditionalProperties")]
    [InlineData("tsType")]
    [InlineData("example")]
    [InlineData("markdownDescription")]
    [InlineData("enumDescriptions")]
    [InlineData("existingJavaType")]
    [InlineData("discription")]
    [InlineData("discriminator")]
    [InlineData("nullable")]
    [InlineData("id")]
    [InlineData("additionalItems")]
    [InlineData("note")]
    [InlineData("name")]
    [InlineData("")]
    public void Any_other_unknown_keyword_is_warned_of_refused_or_ignored_as_asked(string name)
    {
        var schema = $"{{\"{name}\":1,\"x-{name}\":2}}";

        var warning = Assert.Single(SchemaFixture.Warnings(schema, new() { UnknownKeywords = UnknownKeywords.Warn }));
        var problem = Assert.Single(SchemaFixture.Problems(schema, new() { UnknownKeywords = UnknownKeywords.Refuse }));

        Assert.Equal(($"/{name}", $"/{name}"), (warning.Location, problem.Location));
        Assert.Equal((true, false), (warning.IsWarning, problem.IsWarning));
        Assert.Empty(SchemaFixture.Warnings(schema, new() { UnknownKeywords = UnknownKeywords.Ignore }));
    }

    [Fact]
    public void A_keyword_of_another_draft_is_called_that() => Assert.Contains(
        "of draft 4, draft 6, draft 7, 2019-09",
        Assert.Single(SchemaFixture.Warnings("{\"additionalItems\":false}", new() { UnknownKeywords = UnknownKeywords.Warn })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_repeats_is_said_once_with_its_count_and_its_first_place()
    {
        var members = string.Join(',', Enumerable.Range(0, 71).Select(i => $"\"p{i}\":{{\"tsType\":1}}"));

        var warning = Assert.Single(SchemaFixture.Warnings($"{{\"properties\":{{{members}}}}}", new() { UnknownKeywords = UnknownKeywords.Warn }));

        Assert.Equal(("/properties/p0/tsType", 71), (warning.Location, warning.Count));
        Assert.Contains("71 times", warning.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What counts by an option or by the dialect is no description there.</summary>
    [Theory]
    [InlineData("formt", "format")]
    [InlineData("contentEncodin", "contentEncoding")]
    [InlineData("contentMediatype", "contentMediaType")]
    public void A_misspelt_keyword_that_counts_by_option_is_a_problem(string name, string meant)
    {
        var options = new SchemaOptions { UnknownKeywords = UnknownKeywords.Warn, AssertFormat = true, AssertContent = true };

        Assert.Contains($"Did you mean '{meant}'?", Assert.Single(SchemaFixture.Problems($"{{\"{name}\":\"email\"}}", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_counts_by_option_and_a_ref_hides_is_warned_of()
    {
        const string Schema = """{ "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "format": "email", "contentEncoding": "base64", "definitions": { "a": {} } }""";

        Assert.Empty(SchemaFixture.Warnings(Schema));
        Assert.Contains(
            "'format' and 'contentEncoding' beside '$ref' do nothing",
            Assert.Single(SchemaFixture.Warnings(Schema, new() { AssertFormat = true, AssertContent = true })).Message,
            StringComparison.Ordinal);
    }

    /// <summary>In a dialect without the vocabulary of <c>required</c> nothing is near <c>requierd</c>; in the standard's there is.</summary>
    [Theory]
    [InlineData("https://acme.example/first", "https://acme.example/second")]
    [InlineData("https://acme.example/second", "https://acme.example/first")]
    public void Each_dialect_judges_its_own_keywords(string one, string other)
    {
        var options = new SchemaOptions { UnknownKeywords = UnknownKeywords.Warn, Resolve = Resolve };
        var schema = $$"""{ "allOf": [{ "$ref": "{{one}}" }, { "$ref": "{{other}}" }] }""";

        var problems = SchemaFixture.Problems(schema, options);

        Assert.Equal(["https://acme.example/second#/requierd"], problems.Where(problem => !problem.IsWarning).Select(problem => problem.Location));
        Assert.Contains(problems, problem => problem.IsWarning && problem.Location == "https://acme.example/first#/requierd");
        Assert.DoesNotContain(problems, problem => problem.Message.Contains("'type' is not a keyword", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Message.StartsWith("'type' belongs to none of the vocabularies", StringComparison.Ordinal));

        static ReadOnlyMemory<byte>? Resolve(Uri uri) => uri.AbsolutePath switch
        {
            "/first" => """{ "$schema": "https://acme.example/dialect", "requierd": ["a"], "type": "string" }"""u8.ToArray(),
            "/second" => """{ "$schema": "https://json-schema.org/draft/2020-12/schema", "requierd": ["a"] }"""u8.ToArray(),
            _ => """
                { "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
                    "https://json-schema.org/draft/2020-12/vocab/core": true, "https://json-schema.org/draft/2020-12/vocab/applicator": true } }
                """u8.ToArray(),
        };
    }

    /// <summary>The walk over the class: no keyword of a draft is unknown in it, or takes another one for a misspelling of itself.</summary>
    [Theory]
    [InlineData("http://json-schema.org/draft-04/schema#")]
    [InlineData("http://json-schema.org/draft-06/schema#")]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2019-09/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void No_keyword_of_any_draft_is_taken_for_a_misspelt_one(string dialect)
    {
        var names = Gateway.JsonSchema.Compilation.SchemaDrafts.All.SelectMany(draft => draft.Keywords.All).Select(pair => pair.Key).Distinct().ToList();
        var options = new SchemaOptions { DefaultDialect = dialect, UnknownKeywords = UnknownKeywords.Warn };

        Assert.NotEmpty(names);
        Each.Is(names, name =>
        {
            var problems = new List<SchemaProblem>();
            _ = Schema.Compile(System.Text.Encoding.UTF8.GetBytes($"{{\"{name}\":null}}"), options, problems);
            Assert.DoesNotContain(problems, problem => problem.Message.Contains("Did you mean", StringComparison.Ordinal));
        });
    }
}
