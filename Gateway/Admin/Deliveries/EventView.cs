using System.Globalization;
using System.Security.Cryptography;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Stored;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>One event with everything that is known of it, but for what is secret: its body is asked for on its own.</summary>
internal sealed record EventView
{
    public required Guid Id { get; init; }

    public required IReadOnlyList<DeliveryView> Deliveries { get; init; }

    /// <summary>Each destination's attempts, the last 64 of them, in order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<AttemptView>> Attempts { get; init; }

    public string? KeyId { get; init; }

    /// <summary>Null where the stored request cannot be decrypted.</summary>
    public string? Method { get; init; }

    /// <summary>The path. Not the query: some providers put their token there.</summary>
    public string? Path { get; init; }

    public string? Client { get; init; }

    /// <summary>In order; in the place of a value that may be secret stands its length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Headers { get; init; }

    public int? BodyBytes { get; init; }

    public string? BodySha256 { get; init; }

    public static EventView Of(EventRecord record, StoredRequest? request) => new()
    {
        Id = record.Event.Id,
        KeyId = record.Event.KeyId,
        Deliveries = [.. record.Deliveries.Select(DeliveryView.Of)],
        Attempts = record.Deliveries.ToDictionary(
            delivery => delivery.Destination,
            IReadOnlyList<AttemptView> (delivery) =>
                [.. AttemptHistory.Read(delivery.History.Span, delivery.QueuedAt).Attempts.Select(attempt => AttemptView.Of(attempt))],
            StringComparer.Ordinal),
        Method = request?.Method,
        Path = request?.Path,
        Client = request?.Client?.ToString(),
        Headers = request is null ? null : [.. request.Headers.Select(Shown)],
        BodyBytes = request?.Body.Length,
        BodySha256 = request is null ? null : Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)),
    };

    private static KeyValuePair<string, string> Shown(KeyValuePair<string, string> header) =>
        ShownHeaders.Contains(header.Key)
            ? header
            : new(header.Key, string.Create(CultureInfo.InvariantCulture, $"({header.Value.Length} characters)"));
}
