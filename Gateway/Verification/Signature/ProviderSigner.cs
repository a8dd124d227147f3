using Gateway.Intake;
using Gateway.Verification.Replay;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>
/// Signs a request as the provider would, with the first of the route's secrets that is in force: for
/// <c>gateway send</c>, the demonstration and the tests. What verifies and what signs is one scheme, so the two cannot
/// drift apart.
/// </summary>
internal sealed class ProviderSigner(SignatureScheme scheme, TimestampPolicy? timestamp)
{
    /// <summary>The signer of a route; null where no secret is configured that anything could be signed with.</summary>
    public static ProviderSigner? Of(SignatureScheme? scheme, TimestampPolicy? timestamp) =>
        scheme?.Check.SignerAt(DateTimeOffset.MinValue) is null ? null : new ProviderSigner(scheme, timestamp);

    /// <summary>Where the timestamp is expected; null if the scheme has none.</summary>
    public TimestampPolicy? Timestamp => timestamp;

    /// <summary>Whether the gateway can sign at all; a public key verifies only.</summary>
    public bool CanSign(DateTimeOffset signedAt) => KeyAt(signedAt).Key.CanSign;

    /// <summary>Adds timestamp and signature to the request. A timestamp in the body must stand there already.</summary>
    public void Sign(InboundWebhook draft, DateTimeOffset signedAt)
    {
        if (timestamp is not null)
        {
            Write(draft.Request, timestamp.Source, TimestampText.Write(signedAt, timestamp.Format));
        }

        Write(draft.Request, scheme.From!, scheme.Prefix + KeyAt(signedAt).Key.Sign(draft));
    }

    /// <summary>The id of the secret that signs; it may be shown.</summary>
    public string SecretId(DateTimeOffset signedAt) => KeyAt(signedAt).Id;

    /// <summary>Whether what is sent reveals nothing of the secret. A shared token is the secret itself.</summary>
    public bool MayBeShown(DateTimeOffset signedAt) => KeyAt(signedAt).Key.MayBeShown;

    private NamedKey KeyAt(DateTimeOffset instant) =>
        scheme.Check.SignerAt(instant) ?? throw new InvalidOperationException("Only the provider, who has the key, can sign.");

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
            case EverySource every:
                Write(request, every.Places[0], value);
                break;
            case AlternativeSource alternatives:
                Write(request, alternatives.Alternatives[0], value);
                break;
        }
    }
}
