using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Key material that can tell whether a signature over the scheme's content is right.</summary>
internal interface IContentKey : ISignatureKey
{
    /// <summary>
    /// Whether any of the claimed signatures is right for this request. <paramref name="content"/> says why the signed
    /// content could not be put together, if so.
    /// </summary>
    bool Matches(InboundWebhook webhook, in CandidateList candidates, out ValueState content);

    /// <summary>How many of what <see cref="ProofLimits.Tries"/> bounds it is to try so many signatures; none where they are compared with one hash.</summary>
    int TriesOf(int candidates) => 0;

    /// <summary>The form of a signature of this kind in words: its length, and how it is written.</summary>
    string Form { get; }

    /// <summary>Whether the text has the form of a signature of this kind: what has not is refused before anything is read or computed for it.</summary>
    bool IsWellFormed(ReadOnlySpan<char> candidate);
}
