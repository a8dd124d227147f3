using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{plivo-url}</c>: the registered URL without its query, a question mark, the query's parameters sorted, and the form's
/// fields sorted, name and value put together, all of them; a dot between the two where both are there (Plivo, signature V3,
/// <c>v3Security.js</c> of its library).
/// </summary>
internal sealed class PlivoUrlPart(Func<InboundWebhook, string?> url) : IContentPart
{
    private readonly SortedQueryPart _query = new();
    private readonly SortedFormPart _form = new(repeats: true);

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (url(webhook) is not { } text)
        {
            return ValueState.Ambiguous;
        }

        var query = text.IndexOf('?', StringComparison.Ordinal);
        sink.Append(Encoding.UTF8.GetBytes(query < 0 ? text : text[..query]));
        sink.Append("?"u8);
        var state = _query.Append(webhook, sink);
        if (state != ValueState.Found)
        {
            return state;
        }

        if (webhook.Request.QueryString.Value is { Length: > 1 } && webhook.Body.Length > 0)
        {
            sink.Append("."u8);
        }

        return webhook.Body.Length == 0 ? ValueState.Found : _form.Append(webhook, sink);
    }
}
