using System.IO.Pipelines;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature;

namespace Gateway.Verification.Body;

/// <summary>Reads the body once, whole and bounded in size, time and memory.</summary>
/// <param name="policy">The bounds.</param>
/// <param name="scheme">Of signatures that every webhook of the route has outside its body; null where some have none there.</param>
/// <param name="clock">Measures the time a body takes.</param>
internal sealed class BodyStage(BodyPolicy policy, SignatureScheme? scheme, TimeProvider clock) : IVerificationStage
{
    // Room for most webhooks at once; more only when more has arrived.
    private const int FirstRoom = 4096;

    public StageName Name => StageName.Body;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var request = webhook.Request;
        if (RequestFraming.IsAmbiguous(request.Headers))
        {
            return new(Verdict.Stop(Outcome.BodyInvalid));
        }

        // What carries no signature, or nothing that could be one, is refused before it can take memory and time.
        if (scheme is not null && !policy.MayBeChallenge(request.Method) && scheme.JudgeWithoutBody(webhook) is { } refusal)
        {
            return new(Verdict.Stop(refusal));
        }

        if (request.ContentLength > policy.MaxBytes)
        {
            return new(Verdict.Stop(Outcome.BodyTooLarge));
        }

        // What has no body, or an empty one, need not have a type: a challenge by GET. Of two types the backend may go by the other.
        var isEmpty = request.ContentLength == 0 && request.Headers.ContentType.Count == 0;
        if (webhook.AnnouncesBody && !isEmpty
            && (request.Headers.ContentType.Count > 1 || !policy.Allows(request.ContentType)))
        {
            return new(Verdict.Stop(Outcome.ContentTypeNotAllowed));
        }

        if (webhook.Policy.Decoding is not null && !BodyDecoding.TryAttach(webhook))
        {
            return new(Verdict.Stop(Outcome.ContentTypeNotAllowed)); // RFC 9110, section 15.5.16
        }

        if (webhook.Mode != VerificationMode.Monitor)
        {
            BodyDrain.BoundBehind(webhook.Context, policy.MaxBytes); // Where nothing is refused, the backend gets it all.
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
        webhook.LetGoOfReadings(); // The sender decides how long this takes.

        // Not by a token: Kestrel would hold the reader to be in the middle of a read, and a monitored route reads on.
        var reader = webhook.Request.BodyReader;
        using var deadline = new BodyDeadline(reader, policy.Timeout, clock);
        using var gone = webhook.Context.RequestAborted.UnsafeRegister(BodyDeadline.CancelRead, reader);
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(CancellationToken.None);
                if (result.IsCanceled && !deadline.IsOver)
                {
                    reader.AdvanceTo(result.Buffer.Start);
                    return Verdict.Stop(Outcome.BodyIncomplete);
                }

                if (Take(webhook, result) is { } verdict)
                {
                    return verdict;
                }

                if (deadline.IsOver)
                {
                    return TakeWhatIsThere(webhook) ?? Verdict.Stop(Outcome.BodyTimeout);
                }
            }
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException or OperationCanceledException)
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

        var most = webhook.Request.ContentLength ?? policy.MaxBytes;
        if (!webhook.Body.TryReserve(Math.Max((int)bytes.Length, webhook.Body.Length == 0 ? FirstRoom : 0), most))
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
