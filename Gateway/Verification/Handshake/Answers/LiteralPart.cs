using System.Text.Encodings.Web;
using Gateway.Intake;

namespace Gateway.Verification.Handshake.Answers;

/// <summary>Text of the configuration itself.</summary>
internal sealed class LiteralPart(string text) : IAnswerPart
{
    public string? Write(InboundWebhook webhook, JavaScriptEncoder? encoder) => text;
}
