namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>What the key of a stream may be. Redis allows any bytes; who looks for a key does not expect these.</summary>
internal static class RedisStreamKey
{
    private const int Most = 1024;

    /// <summary>What is wrong with it, behind its name; null if nothing is.</summary>
    public static string? Defect(string key) => key switch
    {
        { Length: 0 } => "is empty.",
        { Length: > Most } => $"is longer than {Most} characters.",
        _ when key.Any(char.IsControl) => "holds a control character.",
        _ => null,
    };
}
