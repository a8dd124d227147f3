using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Tests.Support;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class GatewayProxyConfigProviderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new(Json("http://localhost:5000/"));
    private readonly GatewayProxyConfigProvider _provider = new();

    [Fact]
    public async Task Every_route_has_the_policy_that_was_compiled_for_it()
    {
        await ApplyAsync("http://localhost:5000/");

        Assert.Equal(
            ["first", "second"],
            _provider.GetConfig().Routes.Select(route => PolicyOf(route).Route).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_route_that_did_not_come_from_here_has_none()
    {
        await ApplyAsync("http://localhost:5000/");

        Assert.Throws<InvalidOperationException>(() => _provider.PoliciesOf(new RouteConfig { RouteId = "first", Match = new RouteMatch() }));
    }

    [Fact]
    public async Task A_request_that_began_before_a_reload_keeps_its_policy()
    {
        await ApplyAsync("http://localhost:5000/");
        var route = _provider.GetConfig().Routes[0];
        var policy = PolicyOf(route);

        await ApplyAsync("http://localhost:5001/");

        Assert.Same(policy, PolicyOf(route));
        Assert.NotSame(policy, PolicyOf(_provider.GetConfig().Routes.Single(other => other.RouteId == route.RouteId)));
    }

    [Fact]
    public async Task Every_reload_changes_every_route_so_that_YARP_takes_the_new_policy()
    {
        await ApplyAsync("http://localhost:5000/");
        var before = _provider.GetConfig().Routes[0];

        await ApplyAsync("http://localhost:5000/");

        Assert.NotEqual(before, _provider.GetConfig().Routes.Single(route => route.RouteId == before.RouteId));
    }

    [Fact]
    public async Task A_changed_cluster_gets_a_name_of_its_own_and_an_unchanged_one_keeps_it()
    {
        await ApplyAsync("http://localhost:5000/");
        Assert.Equal(["changing", "constant"], ClusterIds());

        await ApplyAsync("http://localhost:5000/");
        Assert.Equal(["changing", "constant"], ClusterIds());

        await ApplyAsync("http://localhost:5001/");
        Assert.Equal(["changing~2", "constant"], ClusterIds());
        Assert.Equal("changing~2", _provider.GetConfig().Routes.Single(route => route.RouteId == "first").ClusterId);
        Assert.Equal("constant", _provider.GetConfig().Routes.Single(route => route.RouteId == "second").ClusterId);

        await ApplyAsync("http://localhost:5000/");
        Assert.Equal(["changing~3", "constant"], ClusterIds());
    }

    [Fact]
    public async Task YARP_hears_of_a_change_once_the_new_configuration_is_there()
    {
        await ApplyAsync("http://localhost:5000/");
        var before = _provider.GetConfig();
        IProxyConfig? seen = null;
        using var registration = before.ChangeToken.RegisterChangeCallback(_ => seen = _provider.GetConfig(), state: null);

        await ApplyAsync("http://localhost:5001/");

        Assert.NotNull(seen);
        Assert.NotSame(before, seen);
        Assert.Same(_provider.GetConfig(), seen);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _folder.Dispose();
    }

    private RoutePolicy PolicyOf(RouteConfig route) => _provider.PoliciesOf(route).OfType<RoutePolicy>().Single();

    private string[] ClusterIds() =>
        [.. _provider.GetConfig().Clusters.Select(cluster => cluster.ClusterId).Order(StringComparer.Ordinal)];

    private async Task ApplyAsync(string address)
    {
        _folder.Write("gateway.json", Json(address));
        _provider.Apply(await _folder.SnapshotAsync());
    }

    private static string Json(string address) =>
        $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "first": { "ClusterId": "changing", "Match": { "Path": "/1" }, "Verification": { "Mode": "None", "Reason": "a test" } },
              "second": { "ClusterId": "Constant", "Match": { "Path": "/2" }, "Verification": { "Mode": "None", "Reason": "a test" } }
            },
            "Clusters": {
              "changing": { "Destinations": { "only": { "Address": "{{address}}" } } },
              "constant": { "Destinations": { "only": { "Address": "http://localhost:6000/" } } }
            }
          }
        }
        """;
}
