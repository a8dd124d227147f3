using System.Text;
using Gateway.Intake;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>A text of configuration with places of the webhook in it, compiled.</summary>
/// <param name="parts">In order.</param>
internal sealed class ValueTemplate(IReadOnlyList<TemplatePart> parts)
{
    /// <summary>The text where it is the same for every webhook; null where it is not.</summary>
    public string? Fixed { get; } = parts.All(part => part.Literal is not null) ? string.Concat(parts.Select(part => part.Literal)) : null;

    /// <summary>The text for one webhook; or the part that has no value there, and whether that is for want of memory.</summary>
    public TemplateText Fill(InboundWebhook webhook)
    {
        if (Fixed is not null)
        {
            return new TemplateText(Fixed, Missing: null, IsShortOfMemory: false);
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var state = part.Read(webhook, out var value);
            if (state != ValueState.Found)
            {
                return new TemplateText(Text: null, part.Written, state == ValueState.Unreadable && webhook.Memory.WasRefused);
            }

            text.Append(value);
        }

        return new TemplateText(text.ToString(), Missing: null, IsShortOfMemory: false);
    }
}
