using System.Buffers;
using System.Buffers.Text;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>
/// Base64url as RFC 7515 has it (section 2): without padding, white space and anything else that other decoders pass over,
/// and in the one form that the bytes have. Another spelling of a token would be another token with the same signature.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> Digits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    // The last digit holds bits behind the last byte, which are zero.
    private static readonly SearchValues<byte> LastOfTwo = SearchValues.Create("AQgw"u8);
    private static readonly SearchValues<byte> LastOfThree = SearchValues.Create("AEIMQUYcgkosw048"u8);

    /// <summary>The bytes; null if the text is not their base64url.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text) =>
        IsValid(text) ? Base64Url.DecodeFromUtf8(text) : null;

    public static bool IsValid(ReadOnlySpan<byte> text) =>
        !text.ContainsAnyExcept(Digits)
        && (text.Length % 4) switch
        {
            0 => true,
            2 => LastOfTwo.Contains(text[^1]),
            3 => LastOfThree.Contains(text[^1]),
            _ => false,
        };
}
