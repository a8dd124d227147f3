using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>Which routes match the very same requests.</summary>
public sealed class RouteOverlapTests
{
    private static readonly string[] None = [];

    [Theory]
    [InlineData("/a", "/b", false)]
    [InlineData("/a", "/A", true)]
    [InlineData("/{a}", "/{b}", true)]
    [InlineData("/{a:int}", "/{b}", false)]
    public void By_their_paths(string left, string right, bool isTwin) => Assert.Equal(isTwin, IsTwin(Route(left), Route(right)));

    [Theory]
    [InlineData("", "", true)]
    [InlineData("POST", "", false)]
    [InlineData("POST", "PUT", false)]
    [InlineData("POST", "post", true)]
    [InlineData("POST,PUT", "GET,PUT", true)]
    public void By_their_methods_and_their_hosts(string left, string right, bool isTwin)
    {
        Assert.Equal(isTwin, IsTwin(Route("/a", methods: Names(left)), Route("/a", methods: Names(right))));
        Assert.Equal(isTwin, IsTwin(Route("/a", hosts: Names(left)), Route("/a", hosts: Names(right))));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("X-A", "", false)]
    [InlineData("X-A", "X-B", false)]
    [InlineData("X-A,X-B", "X-B,X-A", true)]
    public void By_their_headers_in_any_order(string left, string right, bool isTwin) =>
        Assert.Equal(isTwin, IsTwin(Route("/a", headers: Names(left)), Route("/a", headers: Names(right))));

    [Fact]
    public void The_first_is_told_of_several()
    {
        var overlap = new RouteOverlap();
        Assert.Null(overlap.FindTwin(Route("/a", methods: ["PUT"]) with { RouteId = "first" }));
        Assert.Null(overlap.FindTwin(Route("/a", methods: ["GET"]) with { RouteId = "second" }));

        Assert.Equal("first", overlap.FindTwin(Route("/a", methods: ["GET", "PUT"]))?.RouteId);
        Assert.Null(overlap.FindTwin(Route("/a", methods: ["GET", "PUT"]) with { Order = 1 }));
    }

    private static bool IsTwin(RouteConfig left, RouteConfig right)
    {
        var overlap = new RouteOverlap();
        Assert.Null(overlap.FindTwin(left));
        return overlap.FindTwin(right) is not null;
    }

    private static string[] Names(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static RouteConfig Route(string path, string[]? methods = null, string[]? hosts = null, string[]? headers = null) => new()
    {
        RouteId = "route",
        Match = new RouteMatch
        {
            Path = path,
            Methods = methods,
            Hosts = hosts,
            Headers = [.. (headers ?? None).Select(name => new RouteHeader { Name = name, Values = ["x"] })],
        },
    };
}
