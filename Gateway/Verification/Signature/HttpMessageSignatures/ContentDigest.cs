using System.Security.Cryptography;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary><c>Content-Digest</c> (RFC 9530, section 2): binds the body to a signature that covers this header.</summary>
internal static class ContentDigest
{
    private const int MostMembers = 8;

    /// <summary>Whether the field names a digest by SHA-256 or SHA-512, and every one of these is the body's. Others are passed over.</summary>
    public static bool IsOf(ReadOnlySpan<char> field, ReadOnlySpan<byte> body)
    {
        var text = new StructuredText(field);
        Span<byte> claimed = stackalloc byte[Keys.SignatureText.MaxBytes];
        var (hasSha256, hasSha512) = (false, false);
        for (var i = 0; i < MostMembers; i++)
        {
            if (!text.TryTakeKey(out var name) || !text.TryTake('=') || !text.TryTakeBytes(claimed, out var length))
            {
                return false;
            }

            // One of them twice: RFC 9651 takes the last, other readers the first.
            if ((name is "sha-256" && hasSha256) || (name is "sha-512" && hasSha512) || !IsRight(name, claimed[..length], body))
            {
                return false;
            }

            hasSha256 |= name is "sha-256";
            hasSha512 |= name is "sha-512";
            if (!text.TryTakeComma())
            {
                return text.IsAtEnd && (hasSha256 || hasSha512);
            }
        }

        return false;
    }

    /// <summary>As a sender would write it.</summary>
    public static string Write(ReadOnlySpan<byte> body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    private static bool IsRight(ReadOnlySpan<char> name, ReadOnlySpan<byte> claimed, ReadOnlySpan<byte> body) => name switch
    {
        "sha-256" => claimed.SequenceEqual(SHA256.HashData(body)), // No secret: the digest is of what the sender sent.
        "sha-512" => claimed.SequenceEqual(SHA512.HashData(body)),
        _ => true,
    };
}
