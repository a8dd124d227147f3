using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{query-sorted}</c>: the parameters of the query as they were sent, sorted by name and parted by <c>&amp;</c>.</summary>
internal sealed class SortedQueryPart : IContentPart
{
    /// <summary>No provider sends as many; sorting more would be the sender's way to spend the gateway's time.</summary>
    public const int MaxParameters = 100;

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var query = webhook.Request.QueryString.Value ?? "";
        var parameters = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        if (parameters.Length > MaxParameters || !ValueBoundary.Uri.Allows(query))
        {
            return ValueState.Ambiguous;
        }

        Array.Sort(parameters, string.CompareOrdinal);
        sink.Append(Encoding.UTF8.GetBytes(string.Join('&', parameters)));
        return ValueState.Found;
    }
}
