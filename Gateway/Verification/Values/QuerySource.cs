using Gateway.Intake;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Verification.Values;

/// <summary><c>query:NAME</c>: one parameter of the query, which must stand once.</summary>
internal sealed class QuerySource(string name) : IValueSource
{
    public string Name { get; } = name;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        var state = ValueState.Missing;
        foreach (var pair in new QueryStringEnumerable(webhook.Request.QueryString.Value))
        {
            if (!pair.DecodeName().Span.SequenceEqual(Name))
            {
                continue;
            }

            if (state == ValueState.Found)
            {
                return ValueState.Ambiguous;
            }

            value = pair.DecodeValue();
            state = ValueState.Found;
        }

        return state;
    }
}
