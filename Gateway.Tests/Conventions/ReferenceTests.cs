using System.Text.RegularExpressions;
using Gateway.Outcomes;
using Gateway.Tests.Conventions.References;
using Gateway.Tests.Support;
using Gateway.Verification;

namespace Gateway.Tests.Conventions;

/// <summary>Who knows whom is what docs/architecture.md draws: no arrow more, none less, and all of them downward.</summary>
public sealed partial class ReferenceTests
{
    private static readonly Lazy<IReadOnlySet<(TypeName From, TypeName To)>> Compiled = new(() =>
    {
        using var assembly = File.OpenRead(typeof(Verdict).Assembly.Location);
        return CompiledReferences.Read(assembly);
    });

    private static readonly ReferenceDrawing Folders = ReferenceDrawing.Under("## Who may know whom");
    private static readonly ReferenceDrawing Stages = ReferenceDrawing.Under("### Stages that know another");

    public static TheoryData<string> Kinds => [.. PlantedReferences.All];

    [Fact]
    public void Folders_know_whom_the_page_says_and_nobody_else() =>
        Assert.Empty(Folders.Differences(Places.Between(Compiled.Value, Places.FolderOf)));

    [Fact]
    public void No_line_of_the_page_names_what_stands_below_it()
    {
        Assert.Empty(Folders.Upward());
        Assert.Empty(Stages.Upward());
    }

    [Fact]
    public void Every_folder_has_its_line()
    {
        var found = Compiled.Value.SelectMany(reference => (TypeName[])[reference.From, reference.To]).Select(Places.FolderOf).OfType<string>();

        Assert.Equal(found.Distinct().Order(StringComparer.Ordinal), Folders.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stage_knows_no_other_but_those_that_the_page_names() =>
        Assert.Empty(Stages.Differences(Places.Between(Compiled.Value, Places.StageOf)));

    [Fact]
    public void What_stands_in_no_folder_knows_nothing_of_the_gateway() => // such as generated code: nobody would count it
        Assert.DoesNotContain(Compiled.Value, reference => Places.FolderOf(reference.From) is null && Places.FolderOf(reference.To) is not null);

    /// <summary>A constant is copied to where it is used, and a comment is not compiled at all: what a file opens counts, too.</summary>
    [Fact]
    public void No_file_opens_what_its_folder_may_not_know()
    {
        var opened = Directory.EnumerateFiles(Repository.PathOf("Gateway"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.PathOf("Gateway"), file).StartsWith("obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Where(text => Namespace().IsMatch(text))
            .SelectMany(text => Using().Matches(text).Select(opens => (
                From: new TypeName(Namespace().Match(text).Groups["name"].Value, ""), To: new TypeName(opens.Groups["name"].Value, ""))))
            .ToList();

        Assert.NotEmpty(opened);
        Assert.Empty(Folders.Missing(Places.Between(opened, Places.FolderOf)));
        Assert.Empty(Stages.Missing(Places.Between(opened, Places.StageOf)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_arrow_upward_is_found_wherever_it_stands(string kind)
    {
        var planted = PlantedReferences.Read(kind);

        Assert.Contains(PlantedReferences.Planted, planted);
        Assert.Equal(["Storage -> Admin"], Folders.Missing(Places.Between(planted, Places.FolderOf)));
    }

    [Fact]
    public void An_arrow_more_is_told_and_an_arrow_less() =>
        Assert.Equal(
            ["not drawn: C -> A", "drawn, and not so: C -> B"],
            new ReferenceDrawing(["A", "B -> A", "C -> B"]).Differences(new HashSet<(string, string)> { ("B", "A"), ("C", "A") }));

    [Fact]
    public void A_circle_cannot_be_drawn() =>
        Assert.Equal(["A -> B"], new ReferenceDrawing(["A -> B", "B -> A"]).Upward());

    /// <summary>The order of the stages has one place; whoever adds a name has to give it one there.</summary>
    [Fact]
    public void Every_stage_has_its_place_in_the_order()
    {
        using var route = TestRoute.Compile($$"""
            {
              {{SignedWebhook.Scheme}},
              "IpAllowList": "192.0.2.0/24", "RateLimit": { "Limit": 1, "Period": "00:00:01" }, "Body": {},
              "Handshake": { "When": { "body:/challenge": "*" } }, "Events": { "Type": "body:/type" }, "Where": { "Value": "type", "Exists": true }, "Schema": {},
              "Deduplication": { "Key": "body:/id" }
            }
            """);

        Assert.Equal(
            Enum.GetValues<StageName>().Except([StageName.None]),
            route.Checks.Pipeline.Stages.Select(stage => stage.Name).Distinct().Order());
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (static |\w+ = )?(?<name>Gateway[\w.]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Using();
}
