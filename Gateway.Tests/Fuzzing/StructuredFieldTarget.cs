using System.Text;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Values;

namespace Gateway.Tests.Fuzzing;

/// <summary>The dictionaries of RFC 9421 (structured fields, RFC 9651): what is read, and written again, is read as the same.</summary>
internal sealed class StructuredFieldTarget : FuzzTarget
{
    public override string[] Fragments => ["=", ";", ", ", ":", "\"", "\\", "(", ")", "()", ";created=1", "sig1", "\"@method\"", ";name=\"a\"", ":YWJj:", " ", "\t", "-1", "*"];

    public override bool Read(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var inputs = SignatureFields.ReadInputs(text);
        if (inputs is not null)
        {
            var written = string.Join(", ", inputs.Select(one => $"{one.Label}={one.Written}"));
            var again = SignatureFields.ReadInputs(written);
            Assert.NotNull(again);
            Assert.InRange(inputs.Count, 1, CandidateList.MaxCandidates);
            Assert.Equal(inputs.Select(Describe), again.Select(Describe));
            Assert.Equal(written, string.Join(", ", again.Select(one => $"{one.Label}={one.Written}")));
        }

        var signatures = SignatureFields.ReadSignatures(text);
        if (signatures is not null)
        {
            var again = SignatureFields.ReadSignatures(string.Join(", ", signatures.Select(one => $"{one.Label}=:{Convert.ToBase64String(one.Bytes)}:")));
            Assert.NotNull(again);
            Assert.InRange(signatures.Count, 1, CandidateList.MaxCandidates);
            Assert.Equal(signatures.Select(one => one.Label), again.Select(one => one.Label));
            Assert.Equal(signatures.Select(one => one.Bytes), again.Select(one => one.Bytes));
        }

        return inputs is not null || signatures is not null;
    }

    private static object Describe(SignatureInput input) => (
        input.Label, string.Join(' ', input.Components.Select(component => component.Written)), input.Created, input.Expires, input.Nonce,
        (input.Algorithm, input.KeyId, input.Tag));
}
