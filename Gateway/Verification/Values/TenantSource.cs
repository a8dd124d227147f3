using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>tenant</c>: whose secret has proven the webhook.</summary>
internal sealed record TenantSource : IValueSource
{
    public const string Word = "tenant";

    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool IsCoveredBy(SignedValues signed) => false;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = webhook.Tenant.AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;
}
