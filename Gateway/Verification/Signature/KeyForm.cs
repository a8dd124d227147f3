using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Signature.Tenants;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>An algorithm whose keys are the route's own, or of a set that the provider publishes.</summary>
/// <param name="Read">
/// Makes a key of a secret's text. Throws <see cref="FormatException"/> for one that is not of the form, with a message that
/// goes on from "the secret 'ID' " and never repeats the text.
/// </param>
/// <param name="Verifier">How keys are tried on a request.</param>
/// <param name="Signed">What its signature covers; null for one that covers nothing.</param>
internal sealed record KeyForm<TKey>(Func<string, TKey> Read, ISignatureVerifier<TKey> Verifier, SignedValues? Signed) : IKeyForm
    where TKey : class, ISignatureKey
{
    /// <summary>
    /// Makes a key of a key set's; null for one that is of another kind, which is passed over (RFC 7517, section 5). Not
    /// set where the algorithm takes no key sets.
    /// </summary>
    public Func<WebKey, TKey?>? ReadWebKey { get; init; }

    public ContentTemplate? Content { get; init; }

    public bool IsOneText { get; init; }

    public bool IsExtensible { get; init; }

    public ISenderCheck CompileKeys(SignatureContext context) => context.Tenants is { } tenants
        ? TenantCompiler.Compile(context, tenants, this)
        : new KeyedCheck<TKey>(KeySourceCompiler.Compile(context, this), Verifier);
}
