using System.IO.Pipelines;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Body;

/// <summary>Reads the body once, whole and bounded in size, time and memory.</summary>
internal sealed class BodyStage(BodyPolicy policy, TimeProvider clock) : IVerificationStage
{
    // Room for most webhooks at once; more only when more has arrived.
    private const int FirstRoom = 4096;

    public StageName Name => StageName.Body;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var request = webhook.Request;
        if (request.ContentLength > policy.MaxBytes)
        {
            return new(Verdict.Stop(Outcome.BodyTooLarge));
        }

        // What has no body has no content type either: a challenge by GET. Of two types the backend may go by the other.
        if (webhook.AnnouncesBody
            && (request.Headers.ContentType.Count > 1 || !policy.Allows(request.ContentType)))
        {
            return new(Verdict.Stop(Outcome.ContentTypeNotAllowed));
        }

        // Most bodies have arrived with their headers: no timer and no state machine for those.
        return TakeWhatIsThere(webhook) is { } verdict ? new(verdict) : ReadRestAsync(webhook);
    }

    private Verdict? TakeWhatIsThere(InboundWebhook webhook)
    {
        try
        {
            while (webhook.Request.BodyReader.TryRead(out var result))
            {
                if (Take(webhook, result) is { } verdict)
                {
                    return verdict;
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException or OperationCanceledException)
        {
            return Verdict.Stop(Outcome.BodyIncomplete);
        }
    }

    private async ValueTask<Verdict> ReadRestAsync(InboundWebhook webhook)
    {
        using var deadline = new CancellationTokenSource(policy.Timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token, webhook.Context.RequestAborted);
        try
        {
            while (true)
            {
                var result = await webhook.Request.BodyReader.ReadAsync(linked.Token);
                if (Take(webhook, result) is { } verdict)
                {
                    return verdict;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return Verdict.Stop(deadline.IsCancellationRequested ? Outcome.BodyTimeout : Outcome.BodyIncomplete);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException)
        {
            return Verdict.Stop(Outcome.BodyIncomplete);
        }
    }

    /// <summary>Takes over what has arrived; null while more is to come.</summary>
    private Verdict? Take(InboundWebhook webhook, in ReadResult result)
    {
        var bytes = result.Buffer;
        var reader = webhook.Request.BodyReader;
        if (webhook.Body.Length + bytes.Length > policy.MaxBytes)
        {
            // Refused, never cut off: half a body is another body.
            reader.AdvanceTo(bytes.Start);
            return Verdict.Stop(Outcome.BodyTooLarge);
        }

        if (!webhook.Body.TryReserve(Math.Max((int)bytes.Length, webhook.Body.Length == 0 ? FirstRoom : 0)))
        {
            reader.AdvanceTo(bytes.Start);
            return Verdict.Stop(Outcome.Overloaded);
        }

        webhook.Body.Append(bytes);
        reader.AdvanceTo(bytes.End);
        if (!result.IsCompleted)
        {
            return null;
        }

        webhook.BodyIsComplete = true;
        return Verdict.Pass;
    }
}
