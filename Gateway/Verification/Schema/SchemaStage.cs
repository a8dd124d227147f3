using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Schema;

/// <summary>
/// Refuses what two parsers could read differently, and what the route's schema does not describe. A body is held to
/// JSON when it says it is JSON, or when the route has a schema for it.
/// </summary>
internal sealed class SchemaStage(SchemaPolicy policy) : IVerificationStage
{
    /// <summary>How many violations an answer lists: enough to mend, too few to flood.</summary>
    private const int MaxViolations = 8;

    /// <summary>What a text of the body takes for each of its bytes: as UTF-16, and once more where escapes are undone.</summary>
    private const long BytesOfText = sizeof(char) + 1;

    public StageName Name => StageName.Schema;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(Verify(webhook));

    private Verdict Verify(InboundWebhook webhook)
    {
        var schema = policy.For(webhook.EventType);
        if (schema is null && !IsJson(webhook.Request.ContentType))
        {
            return Verdict.Pass;
        }

        if (webhook.Json.ReadTokens() is not { } tokens)
        {
            return Verdict.Stop(Outcome.BodyInvalid);
        }

        // The texts that patterns and formats look at, one at a time.
        if (schema is not null && !webhook.Memory.TryTakePassing(webhook.Body.Length * BytesOfText))
        {
            return Verdict.Stop(Outcome.Overloaded);
        }

        var violations = schema?.Validate(webhook.Body.Memory.Span, tokens, MaxViolations) ?? [];
        if (violations.Count == 0)
        {
            return Verdict.Pass;
        }

        webhook.Violations = violations;
        return policy.OnlyWarns ? Verdict.Pass : Verdict.Stop(Outcome.SchemaInvalid);
    }

    /// <summary><c>application/json</c> and every <c>+json</c> (RFC 6839).</summary>
    private static bool IsJson(string? contentType) =>
        MediaType.Is(contentType, "application/json")
        || MediaType.Of(contentType).EndsWith("+json", StringComparison.OrdinalIgnoreCase);
}
