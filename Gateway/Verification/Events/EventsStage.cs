using System.IO.Enumeration;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Values;

namespace Gateway.Verification.Events;

/// <summary>Reads the event's type, and answers the types that nobody wants.</summary>
internal sealed class EventsStage(IValueSource type, string[] accepted) : IVerificationStage
{
    /// <summary>In characters; a longer text is no name of a type, and would stand in a header and in the log.</summary>
    public const int MaxTypeLength = 256;

    public StageName Name => StageName.Events;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(Verify(webhook));

    private Verdict Verify(InboundWebhook webhook)
    {
        switch (type.Read(webhook, out var text))
        {
            case ValueState.Found when type.IsList && text.Span.Contains(',') && accepted.Length > 0:
                webhook.EventType = text.Length <= MaxTypeLength ? text.ToString() : null;
                return AcceptsAny(text.ToString()) ? Verdict.Pass : Verdict.Stop(Outcome.Ignored);
            case ValueState.Found when text.Length <= MaxTypeLength:
                webhook.EventType = text.ToString();
                break;
            case ValueState.Found or ValueState.Missing:
                break; // a webhook without a type is not one of the accepted
            default:
                return Verdict.Stop(Outcome.BodyInvalid);
        }

        return accepted.Length == 0 || Accepts(webhook.EventType) ? Verdict.Pass : Verdict.Stop(Outcome.Ignored);
    }

    /// <summary>Of a batch: what is wanted of it comes with the rest.</summary>
    private bool AcceptsAny(string types)
    {
        foreach (var one in types.Split(','))
        {
            if (Accepts(one))
            {
                return true;
            }
        }

        return false;
    }

    private bool Accepts(string? eventType)
    {
        foreach (var pattern in accepted)
        {
            if (eventType is not null && FileSystemName.MatchesSimpleExpression(pattern, eventType, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }
}
