using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>One part of a template: a text as it stands, a word of the gateway's own, or a value of the webhook.</summary>
internal sealed record TemplatePart
{
    /// <summary>As it stands; null for anything else.</summary>
    public string? Literal { get; private init; }

    /// <summary>As it is written, for who is told that there is nothing.</summary>
    public string Written { get; private init; } = "";

    private Func<InboundWebhook, string?>? Word { get; init; }

    private IValueSource? Source { get; init; }

    public static TemplatePart Text(string text) => new() { Literal = text };

    /// <summary>What the gateway knows of the webhook by itself.</summary>
    public static TemplatePart Known(string written, Func<InboundWebhook, string?> word) => new() { Written = written, Word = word };

    public static TemplatePart Value(string written, IValueSource source) => new() { Written = written, Source = source };

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        if (Source is not null)
        {
            return Source.Read(webhook, out value);
        }

        var text = Literal ?? Word!(webhook);
        value = text.AsMemory();
        return text is null ? ValueState.Missing : ValueState.Found;
    }
}
