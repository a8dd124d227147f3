using System.Text.Encodings.Web;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Verification.Handshake.Answers;

/// <summary><c>url</c> among what is digested: the URL as it was registered, so without the challenge's own query.</summary>
internal sealed class UrlPart(IPublicUrl url) : IAnswerPart
{
    public string? Write(InboundWebhook webhook, JavaScriptEncoder? encoder)
    {
        var target = webhook.Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return url.Of(webhook)?.Of(query < 0 ? target : target[..query], query: null);
    }
}
