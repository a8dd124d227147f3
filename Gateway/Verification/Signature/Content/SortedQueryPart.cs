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

        if (query.Length == 0)
        {
            return ValueState.Found;
        }

        // One question mark begins the query (RFC 3986, section 3.4); a second one is the first parameter's.
        var parameters = query[1..].Split('&');
        if (!HasEachOnce(parameters))
        {
            return ValueState.Ambiguous;
        }

        Array.Sort(parameters, string.CompareOrdinal);
        sink.Append(Encoding.UTF8.GetBytes(string.Join('&', parameters)));
        return ValueState.Found;
    }

    /// <summary>
    /// Sorted, two of one name would stand in either order, and nothing between two ampersands would be signed as nothing: other queries
    /// with the same signature.
    /// </summary>
    private static bool HasEachOnce(string[] parameters)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (parameter.Length == 0 || !names.Add(equals < 0 ? parameter : parameter[..equals]))
            {
                return false;
            }
        }

        return true;
    }
}
