using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Keys;

/// <summary>A compiled algorithm.</summary>
/// <param name="Read">
/// Makes a key of a secret's text. Throws <see cref="FormatException"/> for one that is not of the form, with a message that
/// goes on from "the secret 'ID' " and never repeats the text.
/// </param>
/// <param name="Signed">What its signature covers; null for one that covers nothing.</param>
internal sealed record KeyForm(Func<string, ISignatureKey> Read, SignedValues? Signed);
