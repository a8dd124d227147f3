using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>form:NAME</c>: one field of an <c>application/x-www-form-urlencoded</c> body, which must stand once.</summary>
internal sealed record FormSource(string Name) : IValueSource
{
    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Body || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (!MediaType.IsForm(webhook.Request.ContentType))
        {
            return ValueState.Missing;
        }

        var isFound = false;
        var fields = new FormEnumerator(webhook.Body.Memory.Span);
        while (fields.MoveNext())
        {
            if (fields.Name != Name)
            {
                continue;
            }

            if (isFound)
            {
                return ValueState.Ambiguous;
            }

            value = fields.Value.AsMemory();
            isFound = true;
        }

        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;
}
