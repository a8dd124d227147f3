using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>A word for what the stages before have found, and no place in the request.</summary>
/// <param name="read">What they have found; null for nothing.</param>
internal sealed class KnownSource(Func<InboundWebhook, string?> read) : IValueSource
{
    /// <summary>The word for the event's type, as the stage <c>Events</c> has found it.</summary>
    public const string TypeWord = "type";

    /// <summary>The word for the tenant whose secret has proven the webhook.</summary>
    public const string TenantWord = "tenant";

    public static KnownSource Type { get; } = new(static webhook => webhook.EventType);

    public static KnownSource Tenant { get; } = new(static webhook => webhook.Tenant);

    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool IsCoveredBy(SignedValues signed) => false;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = read(webhook).AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;
}
