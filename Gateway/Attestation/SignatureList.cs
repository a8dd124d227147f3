using Gateway.Intake.Memory;

namespace Gateway.Attestation;

/// <summary>Writes the list of <c>webhook-signature</c>: <c>v1,BASE64 v1a,BASE64</c>.</summary>
/// <param name="text">Where to: <see cref="MostChars"/> for each signature.</param>
internal ref struct SignatureList(Span<char> text)
{
    /// <summary>Of one signature with the blank before it: <c>v1a,</c> and 64 bytes in base64.</summary>
    public const int MostChars = 96;

    private const int MostBytes = 64;

    private readonly Span<char> _text = text;
    private int _length;

    /// <summary>False if there is no memory to sign.</summary>
    public bool TryAdd(IAttestationKey key, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, MemoryAccount memory)
    {
        Span<byte> signature = stackalloc byte[MostBytes];
        signature = signature[..key.SignatureLength];
        if (!key.TrySign(head, body, memory, signature))
        {
            return false;
        }

        if (_length > 0)
        {
            _text[_length++] = ' ';
        }

        key.Version.CopyTo(_text[_length..]);
        _length += key.Version.Length;
        _text[_length++] = ',';
        Convert.TryToBase64Chars(signature, _text[_length..], out var written);
        _length += written;
        return true;
    }

    public override readonly string ToString() => new(_text[.._length]);
}
