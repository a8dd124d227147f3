using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>The signatures of one request: <c>Signature-Input</c> and <c>Signature</c>, member by member (RFC 9421, section 4).</summary>
internal static class SignatureFields
{
    public const int MostChars = ProofLimits.FieldChars;

    /// <summary>The members of <c>Signature-Input</c>; null if any of them is not understood.</summary>
    public static List<SignatureInput>? ReadInputs(ReadOnlySpan<char> field)
    {
        var inputs = new List<SignatureInput>();
        var left = ProofLimits.AllComponents;
        var text = new StructuredText(field);
        do
        {
            if (field.Length > MostChars || inputs.Count == CandidateList.MaxCandidates
                || !text.TryTakeKey(out var key) || !text.TryTake('='))
            {
                return null;
            }

            var label = key.ToString();
            if (inputs.Exists(input => input.Label == label) || SignatureInput.Take(label, ref text, ref left) is not { } input)
            {
                return null;
            }

            inputs.Add(input);
        }
        while (text.TryTakeComma());

        return text.IsAtEnd ? inputs : null;
    }

    /// <summary>The bytes of each label in <c>Signature</c>; null if the field is not a dictionary of byte sequences.</summary>
    public static List<(string Label, byte[] Bytes)>? ReadSignatures(ReadOnlySpan<char> field)
    {
        var signatures = new List<(string Label, byte[] Bytes)>();
        var text = new StructuredText(field);
        Span<byte> bytes = stackalloc byte[SignatureText.MaxBytes];
        do
        {
            if (field.Length > MostChars || signatures.Count == CandidateList.MaxCandidates
                || !text.TryTakeKey(out var key) || !text.TryTake('=') || !text.TryTakeBytes(bytes, out var length))
            {
                return null;
            }

            var label = key.ToString();
            if (signatures.Exists(signature => signature.Label == label))
            {
                return null;
            }

            signatures.Add((label, bytes[..length].ToArray()));
        }
        while (text.TryTakeComma());

        return text.IsAtEnd ? signatures : null;
    }
}
