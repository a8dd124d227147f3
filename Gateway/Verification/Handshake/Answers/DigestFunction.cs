using System.Security.Cryptography;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Handshake.Answers;

/// <summary>What stands in front of the parentheses in <c>{hmac-sha256-hex(query:token)}</c>.</summary>
internal sealed record DigestFunction(HashAlgorithmName Hash, bool IsKeyed, SignatureEncoding Encoding)
{
    /// <summary>For messages.</summary>
    public const string Names = "hmac-sha1, hmac-sha256, hmac-sha512 or sha256, followed by -hex or -base64";

    /// <summary>The function; null if there is none of that name.</summary>
    public static DigestFunction? Find(string name)
    {
        var dash = name.LastIndexOf('-');
        SignatureEncoding? encoding = name[(dash + 1)..] switch
        {
            "hex" => SignatureEncoding.Hex,
            "base64" => SignatureEncoding.Base64,
            _ => null,
        };
        return encoding is null || dash < 0
            ? null
            : name[..dash] switch
            {
                "hmac-sha1" => new(HashAlgorithmName.SHA1, IsKeyed: true, encoding.Value),
                "hmac-sha256" => new(HashAlgorithmName.SHA256, IsKeyed: true, encoding.Value),
                "hmac-sha512" => new(HashAlgorithmName.SHA512, IsKeyed: true, encoding.Value),
                "sha256" => new(HashAlgorithmName.SHA256, IsKeyed: false, encoding.Value),
                _ => null,
            };
    }
}
