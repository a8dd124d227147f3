using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>A compiled algorithm.</summary>
internal interface IKeyForm
{
    /// <summary>What its signature covers; null for one that covers nothing.</summary>
    SignedValues? Signed { get; }

    /// <summary>What is signed; null where that is not one content, or nothing needs to know.</summary>
    ContentTemplate? Content { get; }

    /// <summary>Whether there is one text alone that is the signature of a content.</summary>
    bool IsOneText { get; }

    /// <summary>Makes the route's keys, wherever they come from, together with what tries them.</summary>
    ISenderCheck CompileKeys(SignatureContext context);
}
