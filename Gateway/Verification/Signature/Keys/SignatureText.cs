using System.Buffers;
using System.Buffers.Text;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Writes a signature the way its scheme does, and tells whether a text could be one at all.</summary>
internal static class SignatureText
{
    /// <summary>The longest text of any hash: SHA-512 in hex, and that in base64.</summary>
    public const int MaxLength = 172;

    /// <summary>The longest signature of any public key: RSA with 8192 bits.</summary>
    public const int MaxBytes = 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> HexUpperDigits = SearchValues.Create("0123456789ABCDEF");
    private static readonly SearchValues<char> Base64Digits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> Base64UrlDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> Base64UrlPaddedDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=");

    /// <summary>Writes <paramref name="bytes"/> and returns the number of characters.</summary>
    public static int Write(ReadOnlySpan<byte> bytes, SignatureEncoding encoding, Span<char> text)
    {
        int written;
        switch (encoding)
        {
            case SignatureEncoding.Hex:
                Convert.TryToHexStringLower(bytes, text, out written);
                return written;
            case SignatureEncoding.HexUpper:
                Convert.TryToHexString(bytes, text, out written);
                return written;
            case SignatureEncoding.Base64:
                Convert.TryToBase64Chars(bytes, text, out written);
                return written;
            case SignatureEncoding.Base64Unpadded:
                Convert.TryToBase64Chars(bytes, text, out written);
                return text[..written].TrimEnd('=').Length;
            case SignatureEncoding.Base64UrlPadded:
                Base64Url.TryEncodeToChars(bytes, text, out written);
                var padded = (written + 3) / 4 * 4;
                text[written..padded].Fill('=');
                return padded;
            case SignatureEncoding.Base64OfHex:
                return WriteOfHex(bytes, text);
            default:
                Base64Url.TryEncodeToChars(bytes, text, out written);
                return written;
        }
    }

    public static int Length(int bytes, SignatureEncoding encoding) => encoding switch
    {
        SignatureEncoding.Hex or SignatureEncoding.HexUpper => 2 * bytes,
        SignatureEncoding.Base64 or SignatureEncoding.Base64UrlPadded => (bytes + 2) / 3 * 4,
        SignatureEncoding.Base64OfHex => ((2 * bytes) + 2) / 3 * 4,
        _ => Base64Url.GetEncodedLength(bytes),
    };

    /// <summary>
    /// Reads <paramref name="text"/> to the letter: what is not written as <see cref="Write"/> would write it is refused, or
    /// one signature would have several texts (other case, padding, blanks, bits that no byte takes).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, SignatureEncoding encoding, Span<byte> bytes, out int length)
    {
        length = 0;
        Span<char> again = stackalloc char[3 * MaxBytes];
        return text.Length <= Length(Math.Min(bytes.Length, MaxBytes), encoding)
            && HasAlphabet(text, encoding)
            && TryDecode(text, encoding, bytes, out length)
            && text.SequenceEqual(again[..Write(bytes[..length], encoding, again)]);
    }

    private static bool TryDecode(ReadOnlySpan<char> text, SignatureEncoding encoding, Span<byte> bytes, out int length) => encoding switch
    {
        SignatureEncoding.Hex or SignatureEncoding.HexUpper =>
            Convert.FromHexString(text, bytes, out _, out length) == OperationStatus.Done,
        SignatureEncoding.Base64 => Convert.TryFromBase64Chars(text, bytes, out length),
        SignatureEncoding.Base64Unpadded => TryDecodeUnpadded(text, bytes, out length),
        SignatureEncoding.Base64OfHex => TryDecodeOfHex(text, bytes, out length),
        _ => Base64Url.DecodeFromChars(text, bytes, out _, out length) == OperationStatus.Done,
    };

    private static int WriteOfHex(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        Span<byte> hex = stackalloc byte[2 * MaxBytes];
        Convert.TryToHexStringLower(bytes, hex, out var length);
        Convert.TryToBase64Chars(hex[..length], text, out var written);
        return written;
    }

    private static bool TryDecodeUnpadded(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        Span<char> padded = stackalloc char[3 * MaxBytes];
        text.CopyTo(padded);
        var end = (text.Length + 3) / 4 * 4;
        padded[text.Length..end].Fill('=');
        return Convert.TryFromBase64Chars(padded[..end], bytes, out length);
    }

    private static bool TryDecodeOfHex(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        Span<byte> hex = stackalloc byte[(2 * MaxBytes) + 2];
        length = 0;
        return Convert.TryFromBase64Chars(text, hex, out var digits) && Convert.FromHexString(hex[..digits], bytes, out _, out length) == OperationStatus.Done;
    }

    /// <summary>Whether the text has the alphabet of the encoding.</summary>
    public static bool HasAlphabet(ReadOnlySpan<char> text, SignatureEncoding encoding) =>
        !text.ContainsAnyExcept(encoding switch
        {
            SignatureEncoding.Hex => HexDigits,
            SignatureEncoding.HexUpper => HexUpperDigits,
            SignatureEncoding.Base64 or SignatureEncoding.Base64Unpadded or SignatureEncoding.Base64OfHex => Base64Digits,
            SignatureEncoding.Base64UrlPadded => Base64UrlPaddedDigits,
            _ => Base64UrlDigits,
        });
}
