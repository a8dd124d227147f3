using System.Text;
using StackExchange.Redis;

namespace Gateway.Tests.Support.Brokers;

/// <summary>A Redis whose streams outlast it.</summary>
internal sealed class RedisStreamServer : IBrokerServer
{
    public const string Key = "hooks:resource.created";

    private readonly RedisServer _redis;

    private RedisStreamServer(RedisServer redis) => _redis = redis;

    public RedisServer Redis => _redis;

    public string Destination => $$"""
        { "RedisStream": { "Configuration": "{{_redis.Configuration}}", "Key": "{route}:{type}", "Headers": [ "X-Provider" ] } }
        """;

    public string DisallowedType => "resource\\u0001";

    public static async Task<RedisStreamServer> StartAsync(RedisServerOptions? options = null) =>
        new(await RedisServer.StartAsync(options ?? new() { AppendOnly = true }));

    public Task StopAsync() => _redis.StopAsync();

    public Task RestartAsync() => _redis.RestartAsync();

    public Task<IReadOnlyList<ReceivedMessage>> ReadAsync() => ReadAsync(Key);

    public async Task<IReadOnlyList<ReceivedMessage>> ReadAsync(string key)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(
            _redis.Configuration.Replace($"{_redis.TlsPort},ssl=true", $"{_redis.Port}", StringComparison.Ordinal)); // It listens on both.
        var entries = await connection.GetDatabase().StreamRangeAsync(key);
        return
        [
            .. entries.Select(entry => new ReceivedMessage(
                key,
                entry["body"]!,
                entry.Values.Where(field => field.Name != "body")
                    .ToDictionary(field => field.Name.ToString(), field => Encoding.Latin1.GetString(field.Value!), StringComparer.OrdinalIgnoreCase))),
        ];
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
