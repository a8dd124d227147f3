using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature.ClientCertificates;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>
/// The compiled <c>Signature</c> section: where signatures stand, the keys that may have made them, and whose client
/// certificate it takes.
/// </summary>
internal sealed class SignatureScheme(
    IValueSource? from, string prefix, char? separator, ISenderCheck check, SignedValues? signed)
{
    private readonly IProofCondition[] _conditions = [];

    /// <summary>What the sender's TLS certificate must be; null where none is asked for.</summary>
    public ClientCertificatePolicy? Certificate { get; init; }

    /// <summary>What must be so beside a right signature.</summary>
    public IReadOnlyList<IProofCondition> Conditions
    {
        get => _conditions;
        init => _conditions = [.. value];
    }

    /// <summary>What tells who has sent.</summary>
    public ISenderCheck Check => check;

    /// <summary>What the signature covers; null for a token, which covers nothing.</summary>
    public SignedValues? Signed => signed;

    /// <summary>Null where a certificate is the whole proof.</summary>
    public IValueSource? From => from;

    public string Prefix => prefix;

    /// <summary>Collects the signatures that the request claims; null, or why there is none to verify.</summary>
    public Outcome? ReadClaim(InboundWebhook webhook, out CandidateList candidates)
    {
        candidates = default;
        if (Certificate?.IsPresented(webhook) == false)
        {
            return Outcome.SignatureMissing;
        }

        if (from is null)
        {
            return null;
        }

        return ReadCandidates(from, webhook, ref candidates) switch
        {
            ValueState.Missing => Outcome.SignatureMissing,
            ValueState.Found when candidates.Count > 0 => null,
            _ => Outcome.SignatureMalformed,
        };
    }

    /// <summary>The scheme of a sender that has its certificate and signs nothing.</summary>
    public static SignatureScheme Of(ClientCertificatePolicy certificate, IReadOnlyList<IProofCondition> conditions) =>
        new(from: null, "", separator: null, certificate, signed: null) { Certificate = certificate, Conditions = conditions };

    /// <summary>Whether a webhook whose signature is right is one that the route takes.</summary>
    public bool Takes(InboundWebhook webhook)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(webhook))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whichever of the places they stand in.</summary>
    private ValueState ReadCandidates(IValueSource source, InboundWebhook webhook, ref CandidateList candidates)
    {
        if (source is EverySource { Places: var places })
        {
            return ReadEvery(places, webhook, ref candidates);
        }

        if (source is not AlternativeSource { Alternatives: var alternatives })
        {
            return ReadPlace(source, webhook, ref candidates);
        }

        foreach (var alternative in alternatives)
        {
            var state = ReadPlace(alternative, webhook, ref candidates);
            if (state != ValueState.Missing)
            {
                return state;
            }
        }

        return ValueState.Missing;
    }

    private ValueState ReadEvery(IReadOnlyList<IValueSource> places, InboundWebhook webhook, ref CandidateList candidates)
    {
        var found = ValueState.Missing;
        foreach (var place in places)
        {
            switch (ReadPlace(place, webhook, ref candidates))
            {
                case ValueState.Missing:
                    break;
                case ValueState.Found:
                    found = ValueState.Found;
                    break;
                case var wrong:
                    return wrong;
            }
        }

        return found;
    }

    private ValueState ReadPlace(IValueSource source, InboundWebhook webhook, ref CandidateList candidates)
    {
        var field = source as FieldSource;
        var state = ReadText(field?.Whole ?? source, field?.IsOpenEnded == true, webhook, out var text);
        if (state != ValueState.Found)
        {
            return state;
        }

        return (field is null ? Split(text, ref candidates) : Select(field, text, ref candidates))
            ? ValueState.Found
            : ValueState.Ambiguous;
    }

    /// <summary>Where every element counts, lines of one name are one list (RFC 9110, section 5.3): so Mollie sends a signature a key.</summary>
    private ValueState ReadText(IValueSource source, bool takesEvery, InboundWebhook webhook, out ReadOnlyMemory<char> text)
    {
        if (!takesEvery || source is not HeaderSource header || webhook.Request.Headers[header.Name] is not { Count: > 1 } lines)
        {
            return source.Read(webhook, out text);
        }

        text = default;
        if (lines.Count > CandidateList.MaxCandidates)
        {
            return ValueState.Ambiguous;
        }

        // A line that cannot be a signature, or is one before it again, is nothing that a provider sends.
        string?[] each = lines!;
        for (var i = 0; i < each.Length; i++)
        {
            if (each[i]?.StartsWith(prefix, StringComparison.Ordinal) != true || Array.IndexOf(each, each[i]) != i)
            {
                return ValueState.Ambiguous;
            }
        }

        text = string.Join(',', each).AsMemory();
        return ValueState.Found;
    }

    /// <summary>Several fields of one name are several signatures: <c>v1=old,v1=new</c> while a secret is rotated.</summary>
    private bool Select(FieldSource field, ReadOnlyMemory<char> text, ref CandidateList candidates)
    {
        var fields = new FieldEnumerator(text.Span);
        while (fields.MoveNext())
        {
            var element = fields.Current;
            if (field.Selects(text.Span[element.Name], element.Position)
                && !Split(text[field.ValueOf(element)], ref candidates))
            {
                return false;
            }
        }

        return !fields.IsCutOff;
    }

    private bool Split(ReadOnlyMemory<char> text, ref CandidateList candidates)
    {
        while (separator is { } between)
        {
            var end = text.Span.IndexOf(between);
            if (end < 0)
            {
                break;
            }

            if (!Take(text[..end], ref candidates))
            {
                return false;
            }

            text = text[(end + 1)..];
        }

        return Take(text, ref candidates);
    }

    /// <summary>A signature without the prefix is of another version: it is not counted, and not an error.</summary>
    private bool Take(ReadOnlyMemory<char> text, ref CandidateList candidates) =>
        !text.Span.StartsWith(prefix, StringComparison.Ordinal) || candidates.TryAdd(text[prefix.Length..]);
}
