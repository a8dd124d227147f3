namespace Gateway.Verification.Signature.Keys;

/// <summary>The word for an encoding in the configuration.</summary>
internal static class SignatureEncodingName
{
    private static readonly (string Word, SignatureEncoding Encoding)[] All =
    [
        ("hex", SignatureEncoding.Hex),
        ("hex-upper", SignatureEncoding.HexUpper),
        ("base64", SignatureEncoding.Base64),
        ("base64url", SignatureEncoding.Base64Url),
        ("base64-unpadded", SignatureEncoding.Base64Unpadded),
        ("base64url-padded", SignatureEncoding.Base64UrlPadded),
        ("base64-hex", SignatureEncoding.Base64OfHex),
    ];

    public static IReadOnlyList<string> Words { get; } = [.. All.Select(name => name.Word)];

    /// <summary>The word for an encoding.</summary>
    public static string Of(SignatureEncoding encoding) => All[Array.FindIndex(All, name => name.Encoding == encoding)].Word;

    /// <summary>The encoding of that name; null if none has it.</summary>
    public static SignatureEncoding? Find(string word)
    {
        var at = Array.FindIndex(All, name => name.Word == word);
        return at < 0 ? null : All[at].Encoding;
    }
}
