using System.Text;
using System.Text.Encodings.Web;
using Gateway.Intake;

namespace Gateway.Verification.Handshake.Answers;

/// <summary>Text of an answer with places for values of the challenge and digests of them.</summary>
internal sealed class AnswerTemplate(IReadOnlyList<IAnswerPart> parts)
{
    private readonly IAnswerPart[] _parts = [.. parts];

    /// <summary>Fills the template in, or returns null if a value is not there or too long.</summary>
    public string? Fill(InboundWebhook webhook, JavaScriptEncoder? encoder)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Write(webhook, encoder) is not { } written)
            {
                return null;
            }

            text.Append(written);
        }

        return text.ToString();
    }
}
