using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>The pages of the documentation are found, and lead where they say.</summary>
public sealed partial class PageLinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task Every_page_stands_in_the_list_of_the_readme()
    {
        var list = (await File.ReadAllTextAsync(Repository.PathOf("README.md"))).Split("\n## Pages\n")[1];

        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(Path.GetFileName),
            page => !list.Contains($"](docs/{page})", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_leads_somewhere(string page)
    {
        var broken = new List<string>();
        var file = Repository.PathOf(page);
        foreach (Match link in Link().Matches(Fence().Replace(await File.ReadAllTextAsync(file), "")))
        {
            var target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var (path, anchor) = target.Split('#') is [var left, var right] ? (left, right) : (target, null);
            var place = path.Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, path);
            if (!Path.Exists(place) || (anchor is not null && !(await AnchorsAsync(place)).Contains(anchor)))
            {
                broken.Add(target);
            }
        }

        Assert.Empty(broken);
    }

    /// <summary>As GitHub makes them of headings.</summary>
    private static async Task<HashSet<string>> AnchorsAsync(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(await File.ReadAllTextAsync(page), "")))
        {
            var words = NoPartOfAnAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-');
            var anchor = words;
            for (var twice = 1; !anchors.Add(anchor); twice++)
            {
                anchor = $"{words}-{twice}";
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex NoPartOfAnAnchor();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Fence();
}
