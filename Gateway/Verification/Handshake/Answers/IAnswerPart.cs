using System.Text.Encodings.Web;
using Gateway.Intake;

namespace Gateway.Verification.Handshake.Answers;

/// <summary>One piece of an answer.</summary>
internal interface IAnswerPart
{
    /// <summary>Its text; null if a value it needs is not there or too long.</summary>
    /// <param name="webhook">The challenge.</param>
    /// <param name="encoder">Keeps the sender's text inside a JSON text; null where it stands as it is.</param>
    string? Write(InboundWebhook webhook, JavaScriptEncoder? encoder);
}
