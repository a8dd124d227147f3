using System.Text.RegularExpressions;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class PathShapeTests
{
    private static readonly string[] Templates =
    [
        "a", "b", "a/b", "{x}", "a/{x}", "{x}/b", "{x}/{y}", "a/{x?}", "{x}/{y?}", "{**r}", "a/{**r}", "a/b/{**r}", "{x}/b/{**r}", "a/{x}/{**r}", "a/b/a",
    ];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var left in Templates)
            {
                foreach (var right in Templates)
                {
                    rows.Add(left, right);
                }
            }

            return rows;
        }
    }

    /// <summary>Beside all paths of up to five segments of three letters, which is more than any template can tell apart.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_shapes_overlap_and_contain_one_another_as_their_paths_do(string left, string right)
    {
        var (ofLeft, ofRight) = (Pattern(left), Pattern(right));
        var inLeft = Paths(5).Where(path => ofLeft.IsMatch(path)).ToHashSet();
        var inRight = Paths(5).Where(path => ofRight.IsMatch(path)).ToHashSet();
        var (one, other) = (PathTemplate.Parse(left)!.Shape, PathTemplate.Parse(right)!.Shape);

        Assert.Equal(inLeft.Overlaps(inRight), one.Overlaps(other));
        Assert.Equal(inRight.IsSubsetOf(inLeft), one.Contains(other));
    }

    [Theory]
    [InlineData("/a/{**r}", "/a", "/**")]
    [InlineData("/a/b", "/a", "/b")]
    [InlineData("/a", "/a", "/")]
    [InlineData("/b", "/a", "/b")]
    [InlineData("/ab", "/a", "/ab")]
    [InlineData("/{x}/b", "/a", "/*/b /b")]
    [InlineData("/{**r}", "/a", "/** /**")]
    [InlineData("/a/{x}/c", "/a/b", "/a/*/c /c")]
    [InlineData("/a", "/a/b", "/a")]
    public void A_prefix_is_taken_off_what_begins_with_it(string template, string prefix, string shapes) =>
        Assert.Equal(shapes, string.Join(' ', PathTemplate.Parse(template)!.Shape.WithoutPrefix(PathShape.OfLiteral(prefix)!)));

    private static IEnumerable<string> Paths(int length) => length == 0
        ? [""]
        : Paths(length - 1).SelectMany(path => path.Length / 2 == length - 1 ? [path, path + "/a", path + "/b", path + "/c"] : new[] { path });

    private static Regex Pattern(string template) => new(
        "^" + string.Concat(template.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => segment switch
        {
            "{**r}" => "(?:/[abc])*",
            "{x?}" or "{y?}" => "(?:/[abc])?",
            ['{', ..] => "/[abc]",
            _ => "/" + segment,
        })) + "$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
