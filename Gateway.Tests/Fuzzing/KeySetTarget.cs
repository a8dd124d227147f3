using Gateway.Verification.Signature.KeySets;

namespace Gateway.Tests.Fuzzing;

/// <summary>The key sets that providers publish.</summary>
internal sealed class KeySetTarget : FuzzTarget
{
    public override string[] Fragments => ["{", "}", "[", "]", ",", ":", "\"", "\"keys\":", "\"kty\":\"RSA\"", "\"crv\":\"P-256\"", "\"kid\":\"a\"", "\"n\":", "\"x\":\"AA\"", "null", "\0", "\ufeff", "1e999"];

    public override bool Read(byte[] input)
    {
        var set = WebKeySet.Parse(input, out var error);
        Assert.True(set is not null == error is null, error);
        return set is not null;
    }
}
