using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Deduplication;

/// <summary>
/// A part of every key whose own values are not signed: what is. Without it whoever has captured one webhook could send it under
/// the ids of others before they arrive, and these would be taken for copies. A provider's retries have it in common: when and
/// by which secret they are signed is no part of it, as far as anything else is signed.
/// </summary>
internal sealed class SignedBinding
{
    private readonly bool _coversBody;
    private readonly IValueSource[] _named;
    private readonly IValueSource? _signature;

    private SignedBinding(bool coversBody, IValueSource[] named, IValueSource? signature) =>
        (_coversBody, _named, _signature) = (coversBody, named, signature);

    /// <param name="signed">What the route's signature covers.</param>
    /// <param name="timestamp">When it was made, which each attempt says anew.</param>
    /// <param name="signature">Where it stands; each attempt has another.</param>
    public static SignedBinding Of(SignedValues signed, IValueSource? timestamp, IValueSource? signature) => new(
        signed.Body, [.. signed.Named.Where(source => !source.Equals(timestamp) && !source.Equals(signature))], signature);

    /// <summary>The part. Of one length, whatever was sent.</summary>
    public string Read(InboundWebhook webhook)
    {
        if (_coversBody && webhook.Body.Length > 0)
        {
            return WholeBodySource.DigestOf(webhook.SignedBody.Span);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isFound = false;
        foreach (var source in _named)
        {
            isFound |= Append(source, webhook, hash);
        }

        // Nothing is signed that could be named: then the signature itself tells one content from another.
        if (!isFound && _signature is not null)
        {
            Append(_signature, webhook, hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Behind its length, so that no value goes on in the next. What is not there counts as empty.</summary>
    private static bool Append(IValueSource source, InboundWebhook webhook, IncrementalHash hash)
    {
        var isFound = source.Read(webhook, out var value) == ValueState.Found;
        var bytes = Encoding.UTF8.GetBytes(isFound ? value.ToString() : "");
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
        return isFound;
    }
}
