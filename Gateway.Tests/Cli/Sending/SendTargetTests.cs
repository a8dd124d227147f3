using Gateway.Cli.Sending;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Cli.Sending;

public sealed class SendTargetTests
{
    [Theory]
    [InlineData("/hooks", null, null, "http://localhost:8080/hooks")]
    [InlineData("/hooks", null, "http://+:9090;https://+:9443", "http://localhost:9090/hooks")]
    [InlineData("/hooks", null, "https://+:9443", "https://localhost:9443/hooks")]
    [InlineData("/hooks", null, "https://+:9443;http://*:9090", "http://localhost:9090/hooks")]
    [InlineData("/hooks", null, "http://0.0.0.0:9090", "http://localhost:9090/hooks")]
    [InlineData("/hooks", null, "http://10.1.2.3:9090", "http://10.1.2.3:9090/hooks")]
    [InlineData("/hooks", "https://hooks.example.org", "http://+:9090", "https://hooks.example.org/hooks")]
    [InlineData("/hooks", "https://hooks.example.org/in/here?x=1", null, "https://hooks.example.org/in/here?x=1")]
    [InlineData("/hooks/{**rest}", null, null, "http://localhost:8080/hooks/")]
    [InlineData(null, null, null, "http://localhost:8080/")]
    public void The_url_is_the_given_one_or_the_route_s_path_on_it(string? path, string? given, string? listening, string expected) =>
        Assert.Equal(expected, SendTarget.Find(Route(path), given, listening?.Split(';') ?? [], out _)?.ToString());

    [Theory]
    [InlineData("/hooks", "localhost:8080", null, "'localhost:8080' is not an http or https URL")]
    [InlineData("/hooks", null, "9090", "'9090' is not an http or https URL")]
    [InlineData("/hooks/{tenant}/in", null, null, "say the whole URL with --url")]
    public void What_cannot_be_a_url_is_told(string path, string? given, string? listening, string problem)
    {
        Assert.Null(SendTarget.Find(Route(path), given, listening?.Split(';') ?? [], out var told));
        Assert.Contains(problem, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("localhost", null)]
    [InlineData("localhost:8080", null)]
    [InlineData("hooks.example.org", "hooks.example.org")]
    [InlineData("*.example.org", "hooks.example.org")]
    public void A_route_for_certain_hosts_is_called_by_one_of_them(string? host, string? expected)
    {
        var route = new RouteConfig { RouteId = "hooks", Match = new RouteMatch { Path = "/hooks", Hosts = host is null ? null : [host] } };

        Assert.Equal(expected, SendTarget.HostOf(route, new Uri("http://localhost:8080/hooks")));
    }

    private static RouteConfig Route(string? path) => new() { RouteId = "hooks", Match = new RouteMatch { Path = path } };
}
