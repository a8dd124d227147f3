using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>Where one gateway keeps its claims.</summary>
/// <param name="Store">The kind.</param>
/// <param name="Section">The <c>Storage</c> section.</param>
/// <param name="RedisPort">Of the Redis that is the store; null for another kind.</param>
/// <param name="Redis">Its process.</param>
internal sealed record LoadStorage(LoadStore Store, JsonObject Section, int? RedisPort = null, LoadProcess? Redis = null)
{
    public static LoadStorage Memory => new(LoadStore.Memory, LoadConfiguration.Memory);

    /// <summary>What of it is in the memory of another process, as the end of a line; empty where nothing is.</summary>
    public string Weight =>
        Redis is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; its Redis has {Redis.Resident.Now / 1e6:0} MB");

    /// <summary>A file of its own.</summary>
    public static LoadStorage Sqlite(DirectoryInfo folder) =>
        new(LoadStore.Sqlite, new JsonObject { ["Path"] = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.db") });

    public static LoadStorage OfRedis(int port, LoadProcess process) =>
        new(LoadStore.Redis, new JsonObject { ["Provider"] = "Redis" }, port, process);

    /// <summary>Without a file: nothing of it is kept.</summary>
    public static LoadProcess StartRedis(int port, DirectoryInfo folder) => LoadProcess.Start(
        ["redis-server", "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", folder.FullName], []);

    /// <summary>Before the gateway starts; one that has them in its memory does it by itself.</summary>
    public Task FillAsync(int count, CancellationToken cancellation) => count == 0 ? Task.CompletedTask : Store switch
    {
        LoadStore.Sqlite => FilledFile.FillAsync(Section["Path"]!.GetValue<string>(), count, cancellation),
        LoadStore.Redis => FilledRedis.FillAsync(Redis!, RedisPort!.Value, count, cancellation),
        _ => Task.CompletedTask,
    };
}
