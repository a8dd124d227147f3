using Microsoft.Extensions.Primitives;

namespace Gateway.Intake;

/// <summary>How a route's bodies may be compressed, and how far they are expanded.</summary>
/// <param name="Codings">Which codings are read; one at a time.</param>
/// <param name="MaxBytes">The longest decoded body.</param>
/// <param name="MaxRatio">How many times as long as the received one, from <see cref="FreeBytes"/> on.</param>
/// <param name="IsSigned">Whether signatures are over the decoded bytes.</param>
internal sealed record BodyDecoding(IReadOnlySet<ContentCoding> Codings, long MaxBytes, int MaxRatio, bool IsSigned)
{
    /// <summary>What any body may become: a small one of many blanks or zeros is no bomb.</summary>
    public const int FreeBytes = 64 * 1024;

    /// <summary>Whether the header says that the body is not compressed.</summary>
    public static bool IsNone(StringValues header) =>
        header.Count == 0 || (header.Count == 1 && header[0].AsSpan().Trim() is var word && (word.IsEmpty || word.Equals("identity", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The coding of a body by its header; null for one that the route does not take, or several.</summary>
    public ContentCoding? Find(StringValues header) =>
        header.Count == 1 && ContentCodingName.Find(header[0].AsSpan().Trim(" \t")) is { } coding && Codings.Contains(coding) ? coding : null;

    /// <summary>Has a compressed body read as what it holds; false for one that is compressed otherwise than its route takes it.</summary>
    public static bool TryAttach(InboundWebhook webhook)
    {
        var header = webhook.Request.Headers.ContentEncoding;
        if (webhook.Policy.Decoding is not { } decoding || IsNone(header))
        {
            return true;
        }

        if (decoding.Find(header) is not { } coding)
        {
            return false;
        }

        webhook.Body.Decoder = new ContentDecoder(coding, decoding, webhook);
        return true;
    }

    /// <summary>How long this body may become.</summary>
    /// <param name="received">Its length as received.</param>
    /// <param name="isProven">Whether its sender is.</param>
    public long MostFor(int received, bool isProven)
    {
        var most = Math.Min(MaxBytes, Math.Max(FreeBytes, (long)received * MaxRatio));
        return isProven ? most : Math.Min(most, UnprovenLimits.DecodedBytes);
    }
}
