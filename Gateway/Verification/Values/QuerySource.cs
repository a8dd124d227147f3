using Gateway.Intake;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Verification.Values;

/// <summary><c>query:NAME</c>: one parameter of the query, which must stand once.</summary>
internal sealed record QuerySource(string Name) : IValueSource
{
    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Query || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        var isFound = false;
        foreach (var pair in new QueryStringEnumerable(webhook.Request.QueryString.Value))
        {
            if (!pair.DecodeName().Span.SequenceEqual(Name))
            {
                continue;
            }

            if (isFound)
            {
                return ValueState.Ambiguous;
            }

            value = pair.DecodeValue();
            isFound = true;
        }

        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value)
    {
        request.QueryString = request.QueryString.Add(Name, value);
        return true;
    }
}
