using Gateway.Intake;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>Path and query as the sender wrote them: decoding and encoding again would change signed bytes.</summary>
/// <param name="Path">From the slash on.</param>
/// <param name="Query">With its question mark; empty if there is none.</param>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>Null for a target that is no path (RFC 9112, section 3.2): no provider calls one, and whose path it has is unclear.</summary>
    public static RequestTarget? Of(InboundWebhook webhook)
    {
        var target = webhook.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (!target.StartsWith('/'))
        {
            return null;
        }

        return query < 0 ? new RequestTarget(target, "") : new RequestTarget(target[..query], target[query..]);
    }
}
