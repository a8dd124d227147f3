using System.Text.Encodings.Web;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Answers;

/// <summary><c>{query:NAME}</c> and the like: a value of the challenge, bounded in length.</summary>
internal sealed class EchoPart(IValueSource source) : IAnswerPart
{
    /// <summary>Longer than any provider's challenge; what is echoed must not be a way to have the gateway say anything.</summary>
    public const int MaxValueChars = 1024;

    public string? Write(InboundWebhook webhook, JavaScriptEncoder? encoder)
    {
        if (source.Read(webhook, out var value) != ValueState.Found || value.Length > MaxValueChars)
        {
            return null;
        }

        return encoder is null ? value.ToString() : encoder.Encode(value.ToString());
    }
}
