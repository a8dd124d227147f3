using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Dashboard;

/// <summary>The pictures of the page are made by <see cref="DashboardTests"/>, in every width and colour.</summary>
public sealed class PictureTests
{
    private static readonly string[] Views = ["overview", "request"];
    private static readonly int[] Widths = [400, 1024, 1600];
    private static readonly string[] Colours = ["light", "dark"];

    [Fact]
    public void The_page_shows_each_of_its_views_in_every_width_and_colour_and_there_is_no_other_picture()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "dashboard.md"));
        var expected =
            from view in Views
            from width in Widths
            from colour in Colours
            select $"{view}-{width}-{colour}.png";

        var pictures = Directory.EnumerateFiles(Repository.PathOf("docs", "images", "dashboard")).Select(Path.GetFileName).OfType<string>().ToList();

        Assert.Equal(expected.Order(StringComparer.Ordinal), pictures.Order(StringComparer.Ordinal));
        Each.Is(pictures, picture => Assert.Contains($"images/dashboard/{picture})", page, StringComparison.Ordinal));
    }
}
