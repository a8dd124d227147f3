using StackExchange.Redis;

namespace Gateway.Tests.Support;

/// <summary>All that a store holds, as it holds it.</summary>
internal static class StoredBytes
{
    /// <summary>The names and values of all keys. The server must not compress what it hands out.</summary>
    public static async Task<byte[]> OfRedisAsync(RedisServer server)
    {
        await server.AskAsync("CONFIG SET rdbcompression no");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration + ",allowAdmin=true");
        using var all = new MemoryStream();
        await foreach (var key in connection.GetServers()[0].KeysAsync())
        {
            await all.WriteAsync((byte[])key!);
            all.WriteByte((byte)'\n');
            await all.WriteAsync(await connection.GetDatabase().KeyDumpAsync(key) ?? []);
            all.WriteByte((byte)'\n');
        }

        return all.ToArray();
    }

    /// <summary>The file, and what stands beside it.</summary>
    public static async Task<byte[]> OfSqliteAsync(string path)
    {
        using var all = new MemoryStream();
        foreach (var file in new[] { path, path + "-wal", path + "-journal" }.Where(File.Exists))
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await content.CopyToAsync(all);
        }

        return all.ToArray();
    }
}
