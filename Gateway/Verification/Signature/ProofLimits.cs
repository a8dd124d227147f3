namespace Gateway.Verification.Signature;

/// <summary>
/// What a request may make the gateway compute before it has proven anything. Each is above what any provider needs; what a sender
/// writes beyond it is refused, or two lists of its own would be multiplied.
/// </summary>
internal static class ProofLimits
{
    /// <summary>
    /// Signatures beyond the first, times keys, where each is a computation with a public key, 50 to 150 us: a rotating provider's two,
    /// times two keys, count as two. An HMAC is one computation a key, whatever the number of signatures.
    /// </summary>
    public const int Tries = 8;

    /// <summary>The same over a body that is longer than <see cref="LongBody"/>, which many algorithms hash anew for each.</summary>
    public const int TriesOfLongBody = 4;

    /// <summary>In bytes; of a body as long, the hash costs as much as the rest of the computation.</summary>
    public const int LongBody = 64 * 1024;

    /// <summary>Places in a body that are signed in another form (EasyPost's weights): each is a piece for the hash.</summary>
    public const int ChangedPlaces = 10_000;

    /// <summary>Components of one message signature (RFC 9421); senders have 4 to 10.</summary>
    public const int Components = 32;

    /// <summary>Of all message signatures of a request together: each is a look-up and a line of what is signed.</summary>
    public const int AllComponents = 64;

    /// <summary>Characters of <c>Signature-Input</c> and of <c>Signature</c>.</summary>
    public const int FieldChars = 16 * 1024;

    /// <summary>Characters of a shared token: nobody's secret is longer, and a longer text is not hashed for every one of them.</summary>
    public const int TokenChars = 16 * 1024;
}
