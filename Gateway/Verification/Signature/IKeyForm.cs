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

    /// <summary>
    /// Whether who has one signature can make that of a longer body without the key: a plain digest can be computed on from where it
    /// ends (length extension), and what stands behind the body then is no text.
    /// </summary>
    bool IsExtensible => false;

    /// <summary>Makes the route's keys, wherever they come from, together with what tries them.</summary>
    ISenderCheck CompileKeys(SignatureContext context);
}
