namespace Gateway.Verification.Signature.Keys;

/// <summary><c>shared-token</c>: the secret itself is sent. It proves who sends, not what was sent.</summary>
internal sealed class SharedTokenAlgorithm : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = [];

    public IKeyForm? Compile(SignatureContext context)
    {
        if (context.Timestamp is not null)
        {
            context.Stage.Report("needs a signature: a shared token signs no timestamp.", "Replay");
        }

        return new KeyForm<IContentKey>(text => new SharedTokenKey(text), ContentVerifier.Instance, Signed: null);
    }
}
