using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>body:/json/pointer</c> (RFC 6901): one text or number of a JSON body.</summary>
internal sealed record BodySource(int Index) : IValueSource
{
    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public string? BodyType => "application/json";

    public bool StandsAlone => true;

    public int? PointerIndex => Index;

    public bool IsCoveredBy(SignedValues signed) => signed.Body || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        if (webhook.Form is { } form)
        {
            // Some providers send both; a form has other places. One that is none says nothing.
            value = default;
            return form.IsRead ? ValueState.Missing : ValueState.Unreadable;
        }

        return webhook.Json.Read(Index, out value);
    }

    public ValueState? ReadUtf8(InboundWebhook webhook, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (webhook.Policy.Json.AllowInvalidUtf8)
        {
            return null; // What is no UTF-8 is signed as what a text makes of it.
        }

        if (webhook.Form is { } form)
        {
            return form.IsRead ? ValueState.Missing : ValueState.Unreadable;
        }

        return webhook.Json.ReadUtf8(Index, out value);
    }

    public bool IsAbsent(InboundWebhook webhook) =>
        webhook.Form is { } form ? form.IsRead : webhook.Json.IsAbsent(Index);

    public bool TryWrite(HttpRequest request, string value) => false;
}
