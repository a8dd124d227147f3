using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{query-sorted}</c>: the parameters of the query as they were sent, sorted by name and parted by <c>&amp;</c>.</summary>
internal sealed class SortedQueryPart : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var query = webhook.Request.QueryString.Value ?? "";
        if (query.AsSpan().Count('&') >= UnprovenLimits.QueryParameters || !ValueBoundary.Uri.Allows(query))
        {
            return ValueState.Ambiguous;
        }

        // One question mark begins the query (RFC 3986, section 3.4); a second one is the first parameter's.
        var parameters = query[Math.Min(1, query.Length)..].Split('&', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(parameters, string.CompareOrdinal);
        sink.Append(Encoding.UTF8.GetBytes(string.Join('&', parameters)));
        return ValueState.Found;
    }
}
