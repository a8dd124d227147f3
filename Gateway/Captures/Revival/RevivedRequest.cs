using System.Net;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Captures.Revival;

/// <summary>
/// On a request that was kept and that the gateway itself has put into its route's pipeline again. Nothing from outside has it. It is
/// verified like any other, at its own time.
/// </summary>
/// <param name="receivedAt">When it was received.</param>
/// <param name="client">Who called then; null when trusted proxies did not say.</param>
/// <param name="isFromTrustedProxy">Whether a trusted proxy handed it over.</param>
/// <param name="isTrial">Whether it is judged alone, and goes nowhere.</param>
internal sealed class RevivedRequest(DateTimeOffset receivedAt, IPAddress? client, bool isFromTrustedProxy, bool isTrial)
{
    public DateTimeOffset ReceivedAt => receivedAt;

    public IPAddress? Client => client;

    public bool IsFromTrustedProxy => isFromTrustedProxy;

    public bool IsTrial => isTrial;

    /// <summary>How it ended; a request that has never come so far was not judged.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>What the outcome's code leaves open; null for nothing.</summary>
    public string? Detail { get; private set; }

    /// <summary>Whether it verifies, all of its stages passed.</summary>
    public bool IsVerified { get; private set; }

    /// <summary>Whether the backend has answered it with 2xx.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>How long to wait, for the outcomes that say so.</summary>
    public TimeSpan RetryAfter { get; private set; }

    /// <summary>Said once, by who has judged it.</summary>
    public void End(InboundWebhook webhook, Outcome outcome, string? detail) =>
        (Outcome, Detail, IsVerified, IsTaken, RetryAfter) = (outcome, detail, webhook.IsVerified, webhook.IsTaken, webhook.RetryAfter);
}
