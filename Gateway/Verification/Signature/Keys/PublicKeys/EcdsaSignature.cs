namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>
/// The two forms of an ECDSA signature, read to the letter: another encoding of the same numbers would be another text of the
/// same signature, and a zero for either number is how other verifiers have been made to accept anything (CVE-2022-21449).
/// </summary>
internal static class EcdsaSignature
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;
    private const byte OneLengthByte = 0x81;

    /// <summary>r and s side by side, each as long as the field.</summary>
    public static bool IsFixed(ReadOnlySpan<byte> signature, int fieldBytes) =>
        signature.Length == 2 * fieldBytes
        && signature[..fieldBytes].ContainsAnyExcept((byte)0)
        && signature[fieldBytes..].ContainsAnyExcept((byte)0);

    /// <summary>A DER sequence of two positive integers (RFC 3279, section 2.2.3; X.690, sections 8.3 and 10.1).</summary>
    public static bool IsDer(ReadOnlySpan<byte> signature, int fieldBytes) =>
        TryTake(ref signature, Sequence, out var numbers) && signature.IsEmpty
        && TryTake(ref numbers, Integer, out var r) && TryTake(ref numbers, Integer, out var s) && numbers.IsEmpty
        && IsNumber(r, fieldBytes) && IsNumber(s, fieldBytes);

    private static bool TryTake(ref ReadOnlySpan<byte> rest, byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (rest.Length < 2 || rest[0] != tag)
        {
            return false;
        }

        // The shortest form of the length alone; P-521 is the longest of all and needs one byte behind 0x81.
        var (length, head) = ((int)rest[1], 2);
        if (length == OneLengthByte && rest.Length > 2 && rest[2] >= 0x80)
        {
            (length, head) = (rest[2], 3);
        }
        else if (length >= 0x80)
        {
            return false;
        }

        if (rest.Length - head < length)
        {
            return false;
        }

        content = rest.Slice(head, length);
        rest = rest[(head + length)..];
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> number, int fieldBytes)
    {
        if (number.IsEmpty || number[0] >= 0x80)
        {
            return false; // Negative.
        }

        if (number[0] != 0)
        {
            return number.Length <= fieldBytes;
        }

        // A leading zero stands only where the number would be negative without it; alone it would be zero.
        return number.Length > 1 && number[1] >= 0x80 && number.Length - 1 <= fieldBytes;
    }
}
