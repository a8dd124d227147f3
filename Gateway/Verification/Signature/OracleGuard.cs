using System.Buffers;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature;

/// <summary>
/// For routes whose challenge is answered to anybody with a signature of what they send (X, Braintree): the challenge is bound to
/// an alphabet that no event is written in, so an event that is written in it was signed by the gateway itself.
/// </summary>
internal sealed class OracleGuard(ContentTemplate content) : IProofCondition
{
    /// <summary>The largest alphabet that a challenge may be bound to: token68 of RFC 9110, section 11.2.</summary>
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/="u8);

    public string Subject => "what is signed";

    public string Problem => "may be the answer to a challenge that anybody can send";

    public bool Holds(InboundWebhook webhook)
    {
        var sight = new AlphabetSight();
        return content.Append(webhook, sight) == ValueState.Found && sight.HasOther;
    }

    /// <summary>Sees whether anything else stands in the content.</summary>
    private sealed class AlphabetSight : IContentSink
    {
        public bool HasOther { get; private set; }

        public void Append(ReadOnlySpan<byte> bytes) => HasOther |= bytes.ContainsAnyExcept(Alphabet);
    }
}
