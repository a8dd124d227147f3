using System.Text.Encodings.Web;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Handshake.Answers;

/// <summary><c>url</c> among what is digested: the URL as it was registered, so without the challenge's own query.</summary>
internal sealed class UrlPart(IPublicUrl url) : IAnswerPart
{
    public string? Write(InboundWebhook webhook, JavaScriptEncoder? encoder) => url.Of(webhook)?.Of(webhook.RawPath, query: null);
}
