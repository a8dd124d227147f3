using System.Buffers.Text;

namespace Gateway.JsonSchema.Rules;

/// <summary>
/// What a text is said to hold, where that is asserted (draft 7 Validation section 8): bytes in an encoding, and JSON in them or in the
/// text itself.
/// </summary>
internal sealed class TextContent(string encoding, bool isJson)
{
    /// <summary>The JSON in a text is for somebody else to read: here it only has to be JSON.</summary>
    private static readonly StrictJsonOptions AnyJson = new() { AllowDuplicateNames = true, MaxDepth = StrictJsonOptions.LargestDepth };

    /// <summary>Whether an encoding can be checked; others are annotations.</summary>
    public static bool IsKnown(string encoding) => encoding is "base16" or "base32" or "base64" or "base64url";

    /// <summary>Whether a media type is JSON, the only one that can be checked.</summary>
    public static bool IsJson(string mediaType)
    {
        var essence = mediaType.AsSpan();
        essence = essence[..(essence.IndexOf(';') is >= 0 and var end ? end : essence.Length)].Trim();
        return essence.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="e">The evaluation this is part of.</param>
    /// <param name="text">The text as UTF-8, unescaped.</param>
    public bool Holds(ref Evaluation e, scoped ReadOnlySpan<byte> text)
    {
        if (encoding.Length == 0)
        {
            return HoldsJson(ref e, text);
        }

        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], text.Length);
        return TryDecode(text, scratch.Span, out var count) && (!isJson || HoldsJson(ref e, scratch.Span[..count]));
    }

    private static bool HoldsJson(ref Evaluation e, scoped ReadOnlySpan<byte> text)
    {
        using var tape = JsonTape.Rent(e.Memory);
        var defect = tape.Read(text, AnyJson);
        return defect == JsonDefect.NoMemory ? e.Exceed() : defect == JsonDefect.None;
    }

    private bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int count)
    {
        switch (encoding)
        {
            case "base64":
                return Base64.DecodeFromUtf8(text, bytes, out var read, out count) == System.Buffers.OperationStatus.Done && read == text.Length;
            case "base64url":
                return Base64Url.DecodeFromUtf8(text, bytes, out read, out count) == System.Buffers.OperationStatus.Done && read == text.Length;
            case "base16":
                return Convert.FromHexString(text, bytes, out read, out count) == System.Buffers.OperationStatus.Done && read == text.Length;
            default:
                return TryDecodeBase32(text, bytes, out count);
        }
    }

    /// <summary>RFC 4648 section 6: groups of eight letters, the last one filled up.</summary>
    private static bool TryDecodeBase32(ReadOnlySpan<byte> text, Span<byte> bytes, out int count)
    {
        count = 0;
        var letters = text.TrimEnd((byte)'=');
        if (text.Length % 8 != 0 || (letters.Length % 8) is 1 or 3 or 6 || text.Length - letters.Length > 6)
        {
            return false;
        }

        var (bits, held) = (0, 0);
        foreach (var letter in letters)
        {
            var value = letter switch
            {
                >= (byte)'A' and <= (byte)'Z' => letter - 'A',
                >= (byte)'2' and <= (byte)'7' => letter - '2' + 26,
                _ => -1,
            };
            if (value < 0)
            {
                return false;
            }

            (bits, held) = (((bits << 5) | value) & 0xFFF, held + 5);
            if (held >= 8)
            {
                held -= 8;
                bytes[count++] = (byte)(bits >> held);
            }
        }

        return true;
    }
}
