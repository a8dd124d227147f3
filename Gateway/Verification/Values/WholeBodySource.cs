using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>body</c>: all of it as one text, for providers whose webhook is one token (Wix); nothing but ASCII is text here. Or
/// <c>sha256-hex:body</c>: its digest, which names an event where its provider gives it no id.
/// </summary>
internal sealed record WholeBodySource(bool IsDigest = false) : IValueSource
{
    /// <summary>In bytes. A token with the whole of an event in it; four times as much memory is made of it before it is proven.</summary>
    private const int MostLength = 256 * 1024;

    public const string Digest = "sha256-hex:body";

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Body;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var bytes = webhook.SignedBody.Span;
        value = default;
        if (bytes.IsEmpty)
        {
            return ValueState.Missing;
        }

        if (IsDigest)
        {
            value = DigestOf(bytes).AsMemory();
            return ValueState.Found;
        }

        if (bytes.Length > MostLength || !Ascii.IsValid(bytes))
        {
            return ValueState.Unreadable;
        }

        // As text, and what is decoded of it.
        if (!webhook.Memory.TryTakePassing(bytes.Length * (long)(sizeof(char) + sizeof(char))))
        {
            return ValueState.Unreadable;
        }

        value = Encoding.ASCII.GetString(bytes).AsMemory();
        return ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;

    /// <summary>As it is written.</summary>
    public static string DigestOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }
}
