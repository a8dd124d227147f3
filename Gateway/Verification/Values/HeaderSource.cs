using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>header:NAME</c>: one header, which must stand once.</summary>
internal sealed record HeaderSource(string Name) : IValueSource
{
    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => true;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var lines = webhook.Request.Headers[Name];
        value = lines.Count == 1 ? lines[0].AsMemory() : default;
        return lines.Count switch
        {
            0 => ValueState.Missing,
            1 => value.IsEmpty ? ValueState.Missing : ValueState.Found,
            _ => ValueState.Ambiguous,
        };
    }

    /// <summary>All of its lines, which of one name are one list (RFC 9110, section 5.3): so Mollie sends a signature a key.</summary>
    /// <param name="webhook">The request.</param>
    /// <param name="values">What a line has to be a text of.</param>
    /// <param name="value">The lines as one.</param>
    public ValueState ReadLines(InboundWebhook webhook, in CandidateList values, out ReadOnlyMemory<char> value)
    {
        if (webhook.Request.Headers[Name] is not { Count: > 1 } lines)
        {
            return Read(webhook, out value);
        }

        value = default;
        if (lines.Count > CandidateList.MaxCandidates)
        {
            return ValueState.Ambiguous;
        }

        // A line that cannot be a signature, or is one before it again, is nothing that a provider sends.
        string?[] each = lines!;
        for (var i = 0; i < each.Length; i++)
        {
            if (!values.Accepts(each[i]) || Array.IndexOf(each, each[i]) != i)
            {
                return ValueState.Ambiguous;
            }
        }

        value = string.Join(',', each).AsMemory();
        return ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value)
    {
        request.Headers[Name] = value;
        return true;
    }

    public bool Equals(HeaderSource? other) => string.Equals(Name, other?.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
}
