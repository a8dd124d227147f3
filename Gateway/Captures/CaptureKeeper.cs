using System.Net;
using System.Security.Cryptography;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>
/// Keeps copies of requests while they are still in memory. What this takes is bounded by the ring; while a copy is made, by the number
/// of threads, since nothing waits meanwhile.
/// </summary>
internal sealed class CaptureKeeper
{
    /// <summary>What a record and its places in the ring take beside its content, about.</summary>
    private const int BytesOfRecord = 768;

    private static readonly UInt128 NoAddress = UInt128.MaxValue;

    /// <summary>Of this process, and never stored: of each request's own key nothing can be told but from it.</summary>
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    private readonly Func<Guid, byte[]> _keyOf;
    private readonly CaptureSettings _settings;
    private readonly CaptureRing _ring;
    private readonly CapturePace _pace;

    public CaptureKeeper(CaptureSettings settings, CaptureRing ring, CapturePace pace)
    {
        (_settings, _ring, _pace) = (settings, ring, pace);
        _keyOf = KeyOf;
    }

    /// <summary>Whether the request is to be kept: only then is anything made of it.</summary>
    public bool Keeps(InboundWebhook webhook, Outcome outcome) =>
        webhook.IsAdmitted && !webhook.IsRevived && _settings.IsOn && IsAskedFor(PolicyOf(webhook)?.Mode ?? CaptureMode.None, outcome)
        && (_pace.TryTake(webhook.Policy.Route, SenderOf(webhook.Client)) || _ring.LacksKind(webhook.Policy.Route, outcome.Code));

    /// <summary>Keeps a copy of a request for which <see cref="Keeps"/> is so.</summary>
    /// <param name="webhook">The request.</param>
    /// <param name="outcome">How it has ended.</param>
    /// <param name="detail">What the log says of it.</param>
    public void Keep(InboundWebhook webhook, Outcome outcome, string? detail)
    {
        var id = Guid.CreateVersion7(webhook.ReceivedAt);
        var request = RequestCopy.Of(webhook, PolicyOf(webhook)!, outcome, detail, _keyOf, id, _settings.MaxBodyBytes);
        var content = request.Encode(room: 0);
        _ring.Add(
            new CaptureRecord
            {
                Id = id,
                RequestId = webhook.Context.TraceIdentifier,
                Route = webhook.Policy.Route,
                Outcome = outcome.Code,
                Client = webhook.Client?.ToString(),
                ReceivedAt = webhook.ReceivedAt,
                Release = webhook.IsTaken || IsDone(outcome) ? ReleaseMark.PassedOn : ReleaseMark.Kept,
                Content = content,
                Bytes = content.Length + BytesOfRecord,
            },
            SenderOf(webhook.Client));
    }

    private static bool IsAskedFor(CaptureMode mode, Outcome outcome) => mode switch
    {
        CaptureMode.Refused => outcome.Kind == OutcomeKind.Refusal && !IsOfBudget(outcome),
        CaptureMode.All => !IsOfBudget(outcome),
        _ => false,
    };

    /// <summary>Whether there is nothing left to do, whoever asks.</summary>
    private static bool IsDone(Outcome outcome) =>
        outcome == Outcome.Queued || outcome == Outcome.Duplicate || outcome == Outcome.Handshake;

    private static CapturePolicy? PolicyOf(InboundWebhook webhook) =>
        webhook.Context.GetEndpoint()?.Metadata.GetMetadata<CapturePolicy>();

    /// <summary>Budgets are there so that nothing is spent on it.</summary>
    private static bool IsOfBudget(Outcome outcome) => outcome == Outcome.RateLimited || outcome == Outcome.Overloaded;

    private static UInt128 SenderOf(IPAddress? client) => client is null ? NoAddress : AddressBits.SenderOf(client);

    private byte[] KeyOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return HMACSHA256.HashData(_key, bytes);
    }
}
