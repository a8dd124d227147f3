using System.Reflection;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>The transitions of deliveries in Redis: each is one script, and safe to repeat. What is where, says Common.lua.</summary>
internal static class DeliveryScripts
{
    public static RedisScript Accept { get; } = Load(nameof(Accept));

    public static RedisScript Take { get; } = Load(nameof(Take));

    public static RedisScript Renew { get; } = Load(nameof(Renew));

    public static RedisScript Settle { get; } = Load(nameof(Settle));

    public static RedisScript Redeliver { get; } = Load(nameof(Redeliver));

    public static RedisScript Discard { get; } = Load(nameof(Discard));

    public static RedisScript Remove { get; } = Load(nameof(Remove));

    public static RedisScript Status { get; } = Load(nameof(Status));

    public static RedisScript Find { get; } = Load(nameof(Find));

    public static RedisScript List { get; } = Load(nameof(List));

    private static RedisScript Load(string name) => new(Read("Common") + Read(name));

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Deliveries/{name}.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
