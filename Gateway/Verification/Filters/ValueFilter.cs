using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Verification.Values;

namespace Gateway.Verification.Filters;

/// <summary>Tests one value.</summary>
/// <param name="source">Where it stands.</param>
/// <param name="exists">Whether anything must stand there; null for no matter.</param>
/// <param name="tests">Of the value; each must hold, and none does where there is no value.</param>
internal sealed class ValueFilter(IValueSource source, bool? exists, IValueTest[] tests) : IFilter
{
    public FilterVerdict Judge(InboundWebhook webhook)
    {
        var state = source.Read(webhook, out var value);
        return state switch
        {
            ValueState.Found => exists != false && Holds(value.Span) ? FilterVerdict.Accepts : FilterVerdict.Rejects,
            ValueState.Missing => tests.Length == 0 && exists == IsThere(webhook) ? FilterVerdict.Accepts : FilterVerdict.Rejects,
            _ => FilterVerdict.Unreadable,
        };
    }

    /// <summary>An object, a list, null or an empty text is no value, and something all the same. In a body that passes for one without values there is nothing.</summary>
    private bool IsThere(InboundWebhook webhook) => webhook.Json.Defect == JsonDefect.None && !source.IsAbsent(webhook);

    private bool Holds(ReadOnlySpan<char> value)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(value))
            {
                return false;
            }
        }

        return true;
    }
}
