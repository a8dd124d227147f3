using System.Globalization;
using Gateway.Tests.Support;
using Xunit.Abstractions;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests;

/// <summary>A slip in each segment is near, anything else is not, and looking for it costs the same whatever is sent.</summary>
public sealed class NearPathsTests(ITestOutputHelper output)
{
    private static readonly NearPaths Few = Paths(
        ("stripe", "/webhooks/stripe"), ("github", "/webhooks/github/{**rest}"), ("tenant", "/tenants/{tenant}/hook"), ("optional", "/shops/{shop?}"), ("short", "/v1"));

    [Theory]
    [InlineData("/webhooks/stripe", "stripe")]
    [InlineData("/WEBHOOKS/Stripe/", "stripe")]
    [InlineData("/webhooks/strpe", "stripe")] // one less
    [InlineData("/webhooks/stripes", "stripe")] // one more
    [InlineData("/webhooks/strife", "stripe")] // another
    [InlineData("/webhooks/stirpe", "stripe")] // changed places
    [InlineData("/webhook/strpe", "stripe")] // in each segment
    [InlineData("/ebhooks/stripe", "stripe")]
    [InlineData("/webhooks/gihub/anything/at/all", "github")]
    [InlineData("/tenants/seven/hooks", "tenant")]
    [InlineData("/tenant/seven/hook", "tenant")]
    [InlineData("/shop", "optional")]
    [InlineData("/shop/seven", "optional")]
    [InlineData("/v1", "short")]
    [InlineData("/v2", null)] // any other word of two letters
    [InlineData("/", null)]
    [InlineData("", null)]
    [InlineData("//", null)]
    [InlineData("/webhooks", null)]
    [InlineData("/webhooks/", null)]
    [InlineData("/webhooks/paddle", null)]
    [InlineData("/webhooks/strp", null)] // two less
    [InlineData("/webhooks/stripe/more", null)]
    [InlineData("/wp-login.php", null)]
    [InlineData("/tenants/seven", null)]
    public void A_path_is_near_a_route_by_a_slip_in_each_segment(string path, string? route) => Assert.Equal(route, Few.Find(path));

    [Fact]
    public void Any_one_slip_in_any_of_many_routes_is_found()
    {
        var names = Enumerable.Range(0, 1_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (number % 26))}shop{number * 7919L:x}events")).ToList();
        var paths = Paths([.. names.Select(name => (name, $"/webhooks/{name}"))]);
        var chance = Chance.For(output);

        Each.Is(names, name =>
        {
            var at = chance.Below(name.Length);
            string[] slips = [name.Remove(at, 1), name.Insert(at, "q"), name[..at] + "q" + name[(at + 1)..]];
            Assert.DoesNotContain(slips, slip => paths.Find($"/webhooks/{slip}") is null);
        });
    }

    [Fact]
    public void What_is_looked_at_is_bounded_and_nothing_is_allocated()
    {
        // Every segment of it is a slip away from every other of the tree: nothing is left out early.
        var letters = "abcdefghijklmnopqrstuvwxyz";
        var deep = Paths([.. Enumerable.Range(0, 2_000).Select(number => (
            $"r{number}",
            string.Concat(Enumerable.Range(0, 6).Select(depth => $"/aaaa{letters[(number >> depth) % letters.Length]}aaaa"))))]);
        var path = string.Concat(Enumerable.Repeat("/aaaaaaaa", 200)) + "/" + new string('a', 8_000);
        deep.Find(path);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            deep.Find(path);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static NearPaths Paths(params (string Route, string Path)[] routes) =>
        new([.. routes.Select(route => new RoutePath(new RouteConfig { RouteId = route.Route, Match = new RouteMatch { Path = route.Path } }))]);
}
