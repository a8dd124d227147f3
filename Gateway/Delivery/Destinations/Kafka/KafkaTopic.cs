using System.Buffers;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>What the name of a topic may be (Kafka's Topic.java).</summary>
internal static class KafkaTopic
{
    private const int Most = 249;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What is wrong with it, behind its name; null if nothing is.</summary>
    public static string? Defect(string topic) => topic switch
    {
        { Length: 0 } => "is empty.",
        { Length: > Most } => $"is longer than {Most} characters.",
        "." or ".." => "is the name of a folder.",
        _ when topic.AsSpan().ContainsAnyExcept(Allowed) => "holds more than letters, digits, dots, hyphens and underscores.",
        _ => null,
    };
}
