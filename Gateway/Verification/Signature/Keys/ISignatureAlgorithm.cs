namespace Gateway.Verification.Signature.Keys;

/// <summary>One value of <c>Signature:Algorithm</c>: what of the section it takes, and how a secret's text becomes its key.</summary>
internal interface ISignatureAlgorithm
{
    /// <summary>
    /// The keys of the section that have an effect with this algorithm, beside those that all have. Any other that is
    /// written is a problem: it would make believe that something is checked.
    /// </summary>
    IReadOnlyList<string> Settings { get; }

    /// <summary>Where signatures stand, if the algorithm says so itself; null where <c>From</c> does.</summary>
    string? From => null;

    /// <summary>Compiles the section; null if a problem was reported.</summary>
    IKeyForm? Compile(SignatureContext context);
}
