using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>How the parts of events and deliveries are written in Redis.</summary>
internal static class DeliveryText
{
    /// <summary>As many digits as any time has, so that the order of the text is that of the times.</summary>
    private const string EighteenDigits = "D18";

    public static string Time(DateTimeOffset time) =>
        Microseconds(time).ToString(EighteenDigits, CultureInfo.InvariantCulture);

    public static long Microseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ReadTime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds <= Microseconds(DateTimeOffset.MaxValue)
            ? DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw Foreign();

    /// <summary>Whole microseconds.</summary>
    public static RedisValue Span(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    public static string State(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waiting",
        DeliveryState.Delivered => "delivered",
        DeliveryState.Dead => "dead",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No delivery has it."),
    };

    public static DeliveryState ReadState(string text) => text switch
    {
        "waiting" or "taken" => DeliveryState.Waiting,
        "delivered" => DeliveryState.Delivered,
        "dead" => DeliveryState.Dead,
        _ => throw Foreign(),
    };

    /// <summary>Provider, key id, event id and event type, for whoever looks.</summary>
    public static byte[] About(StoredEvent received) => JsonSerializer.SerializeToUtf8Bytes(
        [received.Provider, received.KeyId, received.EventId, received.EventType], DeliveryTextJson.Default.StringArray);

    public static StoredEvent ReadEvent(string route, Guid id, string receivedAt, byte[] about, byte[] content)
    {
        var stored = new StoredEvent { Id = id, Route = route, ReceivedAt = ReadTime(receivedAt), Content = content };
        return ReadAbout(about) is [var provider, var keyId, var eventId, var eventType, ..]
            ? stored with { Provider = provider, KeyId = keyId, EventId = eventId, EventType = eventType }
            : stored with { Content = ReadOnlyMemory<byte>.Empty };
    }

    /// <summary>
    /// Null if somebody else has written there: then the event alone is unreadable, and not all that are read with it. A newer
    /// gateway may have more to say, which is passed over.
    /// </summary>
    private static string?[]? ReadAbout(byte[] about)
    {
        try
        {
            return JsonSerializer.Deserialize(about, DeliveryTextJson.Default.StringArray);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A delivery as it stands in its event: state, takes, queued, at, entry, order, reason.</summary>
    public static DeliveryRecord ReadDelivery(
        StoredEvent received, string destination, string line, byte[] history, int bytes)
    {
        var parts = line.Split(' ', 7);
        if (parts.Length < 7)
        {
            throw Foreign();
        }

        var state = ReadState(parts[0]);
        return new DeliveryRecord(received, destination, state)
        {
            QueuedAt = ReadTime(parts[2]),
            At = parts[3] == "0" ? null : ReadTime(parts[3]),
            Reason = state == DeliveryState.Dead ? parts[6] : null,
            History = history,
            Bytes = bytes,
        };
    }

    /// <summary>Without a copy, if the array is nothing else.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array!.Length == memory.Length
            ? segment.Array
            : memory.ToArray();

    public static StoreUnavailableException Foreign() => new("The delivery in Redis was not written by the gateway.");
}
