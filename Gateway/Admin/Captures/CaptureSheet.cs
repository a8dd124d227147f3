using Gateway.Captures;
using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>One kept request with all that is kept of it.</summary>
internal sealed record CaptureSheet : CaptureHead
{
    /// <summary>What was answered.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The stage that ended the journey; empty for none.</summary>
    public required string Stage { get; init; }

    /// <summary>What the log says of the outcome beside its code; empty for nothing.</summary>
    public required string Detail { get; init; }

    public required string Method { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Path and query as the sender wrote them, hidden values as <c>{hidden}</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Whether a trusted proxy handed it over.</summary>
    public required bool IsFromTrustedProxy { get; init; }

    /// <summary>Hidden values as <c>{hidden}</c>.</summary>
    public required IReadOnlyList<HeaderLine> Headers { get; init; }

    /// <summary>What is known of them.</summary>
    public required IReadOnlyList<HiddenValue> Hidden { get; init; }

    /// <summary>The key of their hashes, in base64: who knows a secret can tell whether it is one of them.</summary>
    public required string HashKey { get; init; }

    /// <summary>How many bytes of the body arrived.</summary>
    public required int ReceivedBytes { get; init; }

    /// <summary>Why the body is not here as a whole; empty if it is.</summary>
    public required string BodyNote { get; init; }

    /// <summary>The exact bytes, in base64.</summary>
    public required byte[] Body { get; init; }

    public static CaptureSheet Of(CaptureRecord record, KeptRequest request) => new()
    {
        Id = record.Id,
        RequestId = record.RequestId,
        Route = record.Route,
        Outcome = record.Outcome,
        Client = record.Client,
        ReceivedAt = record.ReceivedAt,
        Release = ReleaseStateView.Of(record.Release),
        StatusCode = request.StatusCode,
        Stage = request.Stage,
        Detail = request.Detail,
        Method = request.Method,
        Scheme = request.Scheme,
        Target = request.Target,
        IsFromTrustedProxy = request.IsFromTrustedProxy,
        Headers = [.. request.Headers.Select(header => new HeaderLine(header.Key, header.Value))],
        Hidden = request.Hidden,
        HashKey = Convert.ToBase64String(request.HashKey),
        ReceivedBytes = request.ReceivedBytes,
        BodyNote = request.BodyNote,
        Body = request.Body.ToArray(),
    };

    /// <summary>The request, as the gateway keeps it.</summary>
    public KeptRequest ToRequest() => new()
    {
        Method = Method,
        Scheme = Scheme,
        Target = Target,
        StatusCode = StatusCode,
        Detail = Detail,
        Stage = Stage,
        IsFromTrustedProxy = IsFromTrustedProxy,
        Headers = [.. Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
        Hidden = Hidden,
        HashKey = Convert.FromBase64String(HashKey),
        ReceivedBytes = ReceivedBytes,
        BodyNote = BodyNote,
        Body = Body,
    };
}
