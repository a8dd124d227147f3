using Gateway.Configuration;
using Gateway.Tests.Attestation;
using Gateway.Tests.Support;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>What loading takes grows with the routes and not with their square, counted in bytes and not by a clock.</summary>
public sealed class ManyRoutesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new("{}");

    [Fact]
    public async Task Ten_times_the_routes_take_ten_times_the_memory_to_load()
    {
        await LoadAsync(100); // What is made once.
        var some = await LoadAsync(100);
        var many = await LoadAsync(1000);

        Assert.InRange(many / (double)some, 5, 13);
    }

    [Theory]
    [InlineData("""{ "Mode": "None", "Reason": "a test" }""")]
    [InlineData("""{ "Mode": "Monitor", "Provider": "stripe", "Signature": { "Secrets": "env:SECRET" } }""")]
    public async Task Routes_that_stand_open_for_the_same_backend_are_loaded_all_the_same(string verification)
    {
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 2000, _ => verification));

        Assert.Equal(2000, (await _folder.SnapshotAsync()).Routes.Count);
    }

    [Fact]
    public async Task What_is_wrong_with_each_of_a_thousand_routes_is_told_of_each()
    {
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 1000, _ => """{ "Modus": 1 }"""));

        var problems = await _folder.ProblemsAsync();

        Assert.Equal(1000, problems.Count(problem => problem.Contains("unknown key. Did you mean 'Mode'?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_reload_compiles_the_routes_that_changed_and_no_other()
    {
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 20));
        var before = await _folder.LoadAsync();

        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 20, path: route => route == 7 ? "/elsewhere" : $"/hooks/{route}"));
        var after = await _folder.Loader.LoadAsync(_folder.Services, before);

        Assert.Equal(["route-7"], Compiled(before, after));
    }

    [Fact]
    public async Task A_file_that_changed_compiles_the_routes_that_read_it()
    {
        _folder.Write("schema.json", """{ "type": "object" }""");
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 20, route =>
            $$"""{ "Provider": "stripe", "Signature": { "Secrets": "file:s/{{route}}" }{{(route is 3 or 4 ? """, "Schema": { "File": "schema.json" }""" : "")}} }"""));
        var before = await _folder.LoadAsync();

        _folder.Write("schema.json", """{ "type": "array" }""");
        var after = await _folder.Loader.LoadAsync(_folder.Services, before);

        Assert.Equal(["route-3", "route-4"], Compiled(before, after));
        Assert.Empty(after.Files.Changed());

        _folder.Write("schema.json", """{ "type": "objekt" }""");
        Assert.Equal(2, (await _folder.Loader.LoadAsync(_folder.Services, after)).Problems.Count);
    }

    [Fact]
    public async Task What_all_routes_are_compiled_with_compiles_all()
    {
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 5));
        var before = await _folder.LoadAsync();

        var changed = ManyRoutes.Write(_folder.Folder, 5).Replace("\"Gateway\":{", "\"Gateway\":{\"Limits\":{\"MaxBodyBytes\":5},", StringComparison.Ordinal);
        _folder.Write("gateway.json", changed);
        var after = await _folder.Loader.LoadAsync(_folder.Services, before);

        Assert.Equal(5, Compiled(before, after).Count());
    }

    [Fact]
    public async Task A_file_that_all_routes_are_compiled_with_compiles_all()
    {
        _folder.Write("key", AttestingKeys.Shared);
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 5).Replace(
            "\"Gateway\":{", "\"Gateway\":{\"Attestation\":{\"As\":\"StandardWebhooks\",\"Key\":[\"file:key\"]},", StringComparison.Ordinal));
        var before = await _folder.LoadAsync();

        _folder.Write("key", AttestingKeys.OtherShared);
        var after = await _folder.Loader.LoadAsync(_folder.Services, before);

        Assert.Equal(5, Compiled(before, after).Count());
        Each.Is(after.Snapshot!.Compiled.Values, route => Assert.Same(after.Snapshot.Settings.Attestation, route.Attestation));
    }

    [Fact]
    public async Task YARP_keeps_the_routes_that_did_not_change()
    {
        using var proxy = new GatewayProxyConfigProvider();
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 5));
        var before = await _folder.LoadAsync();
        proxy.Apply(before.Snapshot!);
        var routes = proxy.GetConfig().Routes;

        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, 5, path: route => route == 2 ? "/elsewhere" : $"/hooks/{route}"));
        proxy.Apply((await _folder.Loader.LoadAsync(_folder.Services, before)).Snapshot!);

        Assert.Equal(["route-2"], proxy.GetConfig().Routes.Except(routes, ReferenceEqualityComparer.Instance).Cast<RouteConfig>().Select(route => route.RouteId));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Compiled(LoadResult before, LoadResult after) => after.Snapshot!.Compiled
        .Where(route => !ReferenceEquals(route.Value, before.Snapshot!.Compiled[route.Key])).Select(route => route.Key);

    private async Task<long> LoadAsync(int routes)
    {
        _folder.Write("gateway.json", ManyRoutes.Write(_folder.Folder, routes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(routes, (await _folder.SnapshotAsync()).Routes.Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
