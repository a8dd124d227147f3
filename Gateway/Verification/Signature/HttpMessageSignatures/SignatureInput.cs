namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>One member of <c>Signature-Input</c> (RFC 9421, section 4.1): what a signature covers, and its parameters (section 2.3).</summary>
internal sealed class SignatureInput
{
    public const int MostComponents = ProofLimits.Components;

    private readonly List<(string Written, Component Component)> _components = [];

    private SignatureInput(string label) => Label = label;

    public string Label { get; }

    /// <summary>The components in order, each as it is written.</summary>
    public IReadOnlyList<(string Written, Component Component)> Components => _components;

    /// <summary>All of the member, as it goes into what is signed.</summary>
    public string Written { get; private set; } = "";

    public long? Created { get; private set; }

    public long? Expires { get; private set; }

    public string? Nonce { get; private set; }

    public string? Algorithm { get; private set; }

    public string? KeyId { get; private set; }

    public string? Tag { get; private set; }

    public bool Covers(Component component)
    {
        foreach (var (_, covered) in _components)
        {
            if (covered == component)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a member behind its <c>label=</c>; null for anything but the canonical form of what is understood here.</summary>
    /// <param name="label">What stands before it.</param>
    /// <param name="text">Read up to its end.</param>
    /// <param name="left">How many components the request may still name.</param>
    public static SignatureInput? Take(string label, ref StructuredText text, ref int left)
    {
        var input = new SignatureInput(label);
        var start = text.Position;
        if (!text.TryTake('(') || !input.TakeComponents(ref text, ref left))
        {
            return null;
        }

        while (text.TryTake(';'))
        {
            if (!input.TakeParameter(ref text))
            {
                return null;
            }
        }

        input.Written = text.Since(start).ToString();
        return input;
    }

    private bool TakeComponents(ref StructuredText text, ref int left)
    {
        if (text.TryTake(')'))
        {
            return true;
        }

        do
        {
            var start = text.Position;

            // Section 2: each occurs once, or two readers could mean different ones.
            if (_components.Count == MostComponents || left-- == 0 || !Component.TryTake(ref text, out var component) || Covers(component!))
            {
                return false;
            }

            _components.Add((text.Since(start).ToString(), component!));
        }
        while (text.TryTake(' '));

        return text.TryTake(')');
    }

    /// <summary>One that is not known might be a restriction, so it is not passed over.</summary>
    private bool TakeParameter(ref StructuredText text)
    {
        if (!text.TryTakeKey(out var name) || !text.TryTake('='))
        {
            return false;
        }

        switch (name)
        {
            case "created" when Created is null && text.TryTakeInteger(out var created):
                Created = created;
                return true;
            case "expires" when Expires is null && text.TryTakeInteger(out var expires):
                Expires = expires;
                return true;
            case "nonce" when Nonce is null && text.TryTakeString(out var nonce):
                Nonce = nonce;
                return true;
            case "alg" when Algorithm is null && text.TryTakeString(out var algorithm):
                Algorithm = algorithm;
                return true;
            case "keyid" when KeyId is null && text.TryTakeString(out var keyId):
                KeyId = keyId;
                return true;
            case "tag" when Tag is null && text.TryTakeString(out var tag):
                Tag = tag;
                return true;
            default:
                return false;
        }
    }
}
