using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Keys;

/// <summary>A hash that only who knows the secret can make: an HMAC, or a digest over secret and content.</summary>
internal sealed class HashSignatureKey : IContentKey
{
    private readonly ContentTemplate _content;
    private readonly SignatureEncoding _encoding;
    private readonly int _textLength;
    private readonly IHashSource _hashes;

    /// <param name="hashes">Begins the hash, with its key.</param>
    /// <param name="encoding">How the signature is written.</param>
    /// <param name="content">What is hashed.</param>
    public HashSignatureKey(IHashSource hashes, SignatureEncoding encoding, ContentTemplate content)
    {
        _content = content;
        _encoding = encoding;
        _hashes = hashes;
        _textLength = SignatureText.Length(hashes.LengthInBytes, encoding);
    }

    public string Form => $"{_textLength} characters of {SignatureEncodingName.Of(_encoding)}";

    public bool CanSign => true;

    public bool MayBeShown => true;

    public bool Matches(InboundWebhook webhook, in CandidateList candidates, out ValueState content)
    {
        // Where the signature stands in the body, this is the first who sees it. A megabyte is not hashed for what cannot be right.
        content = ValueState.Found;
        if (!IsAnyWellFormed(candidates))
        {
            return false;
        }

        content = Compare(webhook, _content, candidates, out var matches);
        if (!matches && content == ValueState.Found && _content.Other is { } other)
        {
            content = Compare(webhook, other, candidates, out matches);
        }

        return matches;
    }

    public bool IsWellFormed(ReadOnlySpan<char> candidate) =>
        candidate.Length == _textLength && SignatureText.HasAlphabet(candidate, _encoding);

    public string Sign(InboundWebhook webhook)
    {
        Span<char> signature = stackalloc char[SignatureText.MaxLength];
        return Compute(webhook, _content, ref signature) == ValueState.Found
            ? signature.ToString()
            : throw new InvalidOperationException("The request lacks a value that its scheme signs.");
    }

    private ValueState Compare(InboundWebhook webhook, ContentTemplate signed, in CandidateList candidates, out bool matches)
    {
        matches = false;
        Span<char> expected = stackalloc char[SignatureText.MaxLength];
        var content = Compute(webhook, signed, ref expected);
        if (content != ValueState.Found)
        {
            return content;
        }

        // Constant time, on the exact text: an early exit would tell a sender how many leading characters it guessed
        // right, and decoding first would accept other spellings of one signature.
        for (var i = 0; i < candidates.Count; i++)
        {
            matches |= CryptographicOperations.FixedTimeEquals(
                MemoryMarshal.AsBytes(candidates[i]), MemoryMarshal.AsBytes(expected));
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(expected));
        return content;
    }

    private bool IsAnyWellFormed(in CandidateList candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (IsWellFormed(candidates[i]))
            {
                return true;
            }
        }

        return false;
    }

    private ValueState Compute(InboundWebhook webhook, ContentTemplate signed, ref Span<char> text)
    {
        var hash = _hashes.Begin();
        var state = signed.Append(webhook, hash);

        // Always taken out, so that the hash goes back as it was.
        Span<byte> bytes = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = hash.Finish(bytes);
        _hashes.End(hash);
        text = text[..SignatureText.Write(bytes[..length], _encoding, text)];
        return state;
    }
}
