using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Outcomes;

namespace Gateway.Verification.Schema;

/// <summary>
/// Refuses what two parsers could read differently, and what the route's schema does not describe. A body is held to
/// JSON when it says it is JSON, when the route reads values of it or has a schema, and when its signature needs it.
/// </summary>
internal sealed class SchemaStage(SchemaPolicy policy) : IVerificationStage
{
    /// <summary>How many violations an answer lists: enough to mend, too few to flood.</summary>
    private const int MaxViolations = 8;

    public StageName Name => StageName.Schema;

    /// <summary>What differs between schemas and webhooks; null where nobody asked for it.</summary>
    public SchemaDrift? Drift => policy.Drift;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(Verify(webhook));

    private Verdict Verify(InboundWebhook webhook)
    {
        var schema = policy.For(webhook.EventType);
        if (Judge(webhook, schema is not null) is { } verdict)
        {
            return verdict;
        }

        // The texts that patterns and formats look at, one at a time.
        if (webhook.Json.ReadTokens() is not { } tokens || !webhook.Memory.TryTakePassing(webhook.Body.Content.Length * JsonBody.BytesOfText))
        {
            return Verdict.Stop(Outcome.Overloaded);
        }

        var violations = schema!.Validate(webhook.Body.Content.Span, tokens, MaxViolations);
        if (!webhook.IsTrial)
        {
            policy.Drift?.Compare(schema, webhook.Body.Content.Span, tokens, webhook.ReceivedAt); // All before this stage have passed.
        }

        if (violations.Count == 0)
        {
            return Verdict.Pass;
        }

        webhook.Violations = violations;
        return policy.OnlyWarns ? Verdict.Pass : Verdict.Stop(Outcome.SchemaInvalid);
    }

    /// <summary>Whether the body may go on as it is read; null where a schema has something to say to it.</summary>
    private Verdict? Judge(InboundWebhook webhook, bool hasSchema)
    {
        var type = webhook.Request.ContentType;
        if (!hasSchema && webhook.Body.Content.IsEmpty && (policy.TakesEmpty || !MediaType.IsJson(type)))
        {
            return Verdict.Pass; // A notification without a body.
        }

        // Nobody signs the type, and the backend may go by the bytes.
        var isJson = hasSchema || policy.NeedsJson || MediaType.IsJson(type)
            || (webhook.Policy.BodyPointers.Count > 0 && webhook.Form is null)
            || (policy.TakesJson && JsonBody.Resembles(webhook.Body.Content.Span));
        if (!isJson)
        {
            return Verdict.Pass;
        }

        // In UTF-16 the same bytes are another text.
        if (MediaType.HasOtherCharset(type))
        {
            return Verdict.Stop(Outcome.BodyInvalid);
        }

        return webhook.Json.Read() switch
        {
            JsonDefect.None => hasSchema ? null : Verdict.Pass,
            JsonDefect.Malformed when webhook.Policy.AllowsMalformedJson && !hasSchema => Verdict.Pass,
            _ => Verdict.Stop(Outcome.BodyInvalid),
        };
    }
}
