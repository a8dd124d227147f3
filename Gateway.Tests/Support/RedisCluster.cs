using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>Three real nodes that share the slots between them, each with a replica if asked for.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private readonly List<RedisServer> _nodes = [];

    private RedisCluster()
    {
    }

    public IReadOnlyList<RedisServer> Nodes => _nodes;

    public string Configuration => string.Join(',', Nodes.Select(node => node.Configuration));

    public static async Task<RedisCluster> StartAsync(bool replicated = false)
    {
        var cluster = new RedisCluster();
        try
        {
            for (var node = 0; node < (replicated ? 6 : 3); node++)
            {
                cluster._nodes.Add(await RedisServer.StartAsync(new() { Cluster = true }));
            }

            await cluster.CreateAsync(replicated ? 1 : 0);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task CreateAsync(int replicas)
    {
        var start = new ProcessStartInfo("redis-cli") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])
            ["--cluster", "create", .. Nodes.Select(node => node.Configuration), "--cluster-replicas", $"{replicas}", "--cluster-yes"])
        {
            start.ArgumentList.Add(argument);
        }

        using var create = Process.Start(start)!;
        var output = await create.StandardOutput.ReadToEndAsync();
        await create.WaitForExitAsync();
        Assert.True(create.ExitCode == 0, output);
        foreach (var node in Nodes)
        {
            await Eventually.IsTrueAsync(
                async () => (await node.AskAsync("CLUSTER INFO"))
                    .Contains("cluster_state:ok", StringComparison.Ordinal),
                "the cluster is formed");
        }
    }
}
