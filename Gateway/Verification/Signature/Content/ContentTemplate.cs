using Gateway.Intake;
using Gateway.Verification.Signature.Content.Providers;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content;

/// <summary>What is signed, compiled from <c>Signature:Content</c>.</summary>
internal sealed class ContentTemplate(IReadOnlyList<IContentPart> parts, SignedValues signed)
{
    private readonly IContentPart[] _parts = [.. parts];

    /// <summary>What of a request this content covers.</summary>
    public SignedValues Signed { get; } = signed;

    /// <summary>The content is the body and nothing else: it need not be put together.</summary>
    public bool IsBody => _parts is [BodyPart];

    /// <summary>Whether the content ends in the body's own bytes, so that a body with more behind it begins with the same content.</summary>
    public bool EndsInBody => _parts is [.., BodyPart or EasyPostBodyPart];

    /// <summary>Whether <c>{secret}</c> is a part of the content.</summary>
    public bool HoldsSecret => Array.Exists(_parts, part => part is SecretPart);

    /// <summary>The content of one key.</summary>
    public ContentTemplate WithSecret(byte[] secret) =>
        new([.. _parts.Select(part => part is SecretPart ? new LiteralPart(secret) : part)], Signed);

    /// <summary>The digest that is all of the content; null if there is anything beside it.</summary>
    public DigestPart? OnlyDigest => _parts is [DigestPart digest] ? digest : null;

    /// <summary>Appends the signed content of this request; anything but <see cref="ValueState.Found"/> ends verification.</summary>
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        foreach (var part in _parts)
        {
            var state = part.Append(webhook, sink);
            if (state != ValueState.Found)
            {
                return state;
            }
        }

        return ValueState.Found;
    }
}
