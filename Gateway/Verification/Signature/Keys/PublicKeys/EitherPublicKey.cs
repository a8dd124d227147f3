namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>One key under two algorithms, whose signatures have the same form.</summary>
/// <param name="first">What is tried first.</param>
/// <param name="second">What is tried when that is not so.</param>
internal sealed class EitherPublicKey(IPublicKey first, IPublicKey second) : IPublicKey
{
    /// <summary>The key under the algorithm of this number, as Amazon SNS numbers its versions; null for a number that there is not.</summary>
    public IPublicKey? Under(ReadOnlySpan<char> version) => version switch
    {
        "1" => second,
        "2" => first,
        _ => null,
    };

    public string Form => first.Form;

    public bool IsWellFormed(ReadOnlySpan<byte> signature) => first.IsWellFormed(signature);

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        first.Verify(content, signature) || second.Verify(content, signature);
}
