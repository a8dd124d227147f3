using System.Net;
using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>form:NAME</c>: one field of an <c>application/x-www-form-urlencoded</c> body, which must stand once.</summary>
internal sealed record FormSource(string Name) : IValueSource
{
    public bool IsInBody => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Body || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (!MediaType.IsForm(webhook.Request.ContentType))
        {
            return ValueState.Missing;
        }

        var isFound = false;
        var body = webhook.Body.Memory.Span;
        foreach (var range in body.Split((byte)'&'))
        {
            var field = body[range];
            var equals = field.IndexOf((byte)'=');
            if (Decode(equals < 0 ? field : field[..equals]) != Name)
            {
                continue;
            }

            if (isFound)
            {
                return ValueState.Ambiguous;
            }

            value = Decode(equals < 0 ? [] : field[(equals + 1)..]).AsMemory();
            isFound = true;
        }

        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    private static string Decode(ReadOnlySpan<byte> text) => WebUtility.UrlDecode(Encoding.UTF8.GetString(text));
}
