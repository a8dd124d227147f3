using Gateway.Intake;
using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary><c>jwt:NAME</c>: one claim of the token that verified. Before that there is none to read, whatever was sent.</summary>
internal sealed record ClaimSource(string Name) : IValueSource
{
    private readonly JsonPointerSet _pointer = new(TokenClaims.PointerTo(Name));

    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool IsCoveredBy(SignedValues signed) => signed.Token;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        return webhook.Token?.Read(_pointer, out value) ?? ValueState.Missing;
    }

    /// <summary>The token is written as one.</summary>
    public bool TryWrite(HttpRequest request, string value) => false;

    public bool Equals(ClaimSource? other) => Name == other?.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
