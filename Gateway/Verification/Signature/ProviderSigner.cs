using Gateway.Intake;
using Gateway.Verification.Replay;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>
/// Signs a request as the provider would, with the route's first secret: for <c>gateway send</c>, the demonstration and
/// the tests. What verifies and what signs is one scheme, so the two cannot drift apart.
/// </summary>
internal sealed class ProviderSigner(SignatureScheme scheme, TimestampPolicy? timestamp)
{
    /// <summary>Where the timestamp is expected; null if the scheme has none.</summary>
    public TimestampPolicy? Timestamp => timestamp;

    /// <summary>Adds timestamp and signature to the request. A timestamp in the body must stand there already.</summary>
    public void Sign(InboundWebhook draft, DateTimeOffset signedAt)
    {
        if (timestamp is not null)
        {
            Write(draft.Request, timestamp.Source, TimestampText.Write(signedAt, timestamp.Format));
        }

        Write(draft.Request, scheme.From, scheme.Prefix + scheme.Secrets[0].Key.Sign(draft));
    }

    private static void Write(HttpRequest request, IValueSource source, string value)
    {
        switch (source)
        {
            case HeaderSource header:
                request.Headers[header.Name] = value;
                break;
            case QuerySource query:
                request.QueryString = request.QueryString.Add(query.Name, value);
                break;
            case FieldSource { Whole: HeaderSource header } field:
                var before = request.Headers[header.Name].ToString();
                request.Headers[header.Name] = (before.Length == 0 ? "" : before + ",") + field.Write(value);
                break;
            case AlternativeSource alternatives:
                Write(request, alternatives.Alternatives[0], value);
                break;
        }
    }
}
