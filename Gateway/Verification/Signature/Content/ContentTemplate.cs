using Gateway.Intake;
using Gateway.Verification.Signature.Content.Providers;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content;

/// <summary>What is signed, compiled from <c>Signature:Content</c>.</summary>
/// <param name="parts">Its pieces in order.</param>
/// <param name="names">What each is called in a log line, by the placeholder that the configuration writes.</param>
/// <param name="signed">What of a request they cover.</param>
internal sealed class ContentTemplate(IReadOnlyList<IContentPart> parts, IReadOnlyList<string> names, SignedValues signed)
{
    private readonly IContentPart[] _parts = [.. parts];
    private readonly string[] _names = [.. names];

    /// <summary>What of a request this content covers.</summary>
    public SignedValues Signed { get; } = signed;

    /// <summary>The content is the body and nothing else: it need not be put together.</summary>
    public bool IsBody => _parts is [BodyPart];

    /// <summary>Whether the content ends in the body's own bytes, so that a body with more behind it begins with the same content.</summary>
    public bool EndsInBody => _parts is [.., BodyPart or EasyPostBodyPart];

    /// <summary>What the provider may have signed instead; null where there is one form of it.</summary>
    public ContentTemplate? Other { get; init; }

    /// <summary>Whether <c>{secret}</c> is a part of the content.</summary>
    public bool HoldsSecret => Array.Exists(_parts, part => part is SecretPart);

    /// <summary>The content of one key.</summary>
    public ContentTemplate WithSecret(byte[] secret) =>
        new([.. _parts.Select(part => part is SecretPart ? new LiteralPart(secret) : part)], _names, Signed);

    /// <summary>The digest that is all of the content; null if there is anything beside it.</summary>
    public DigestPart? OnlyDigest => _parts is [DigestPart digest] ? digest : null;

    /// <summary>Appends the signed content of this request; anything but <see cref="ValueState.Found"/> ends verification.</summary>
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            var state = _parts[i].Append(webhook, sink);
            if (state != ValueState.Found)
            {
                webhook.ProofDefect = state == ValueState.Ambiguous ? Unclear(_names[i]) : ProofDefect.Of(_names[i], state) with { IsTimestamp = IsTimestamp(_names[i]) };
                return state;
            }
        }

        return ValueState.Found;
    }

    /// <summary>Of Mercado Pago's manifest nothing else has to be there.</summary>
    private static bool IsTimestamp(string name) =>
        name.StartsWith("{timestamp}", StringComparison.Ordinal) || name == "{mercado-pago-manifest}";

    /// <summary>Two of it, or one that could be taken for what stands beside it.</summary>
    private static ProofDefect Unclear(string name) =>
        new(name, "is not one clear value: it stands more than once, or holds what parts it from the next");
}
