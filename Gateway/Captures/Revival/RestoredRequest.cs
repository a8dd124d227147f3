namespace Gateway.Captures.Revival;

/// <summary>A kept request with the values put back that were hidden, as far as they are known where this runs.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">A line each.</param>
/// <param name="Unknown">What could not be put back.</param>
internal sealed record RestoredRequest(
    string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, IReadOnlyList<HiddenValue> Unknown)
{
    /// <param name="kept">The kept request.</param>
    /// <param name="tokens">What hidden values may be.</param>
    public static RestoredRequest Of(KeptRequest kept, KnownTokens tokens)
    {
        if (kept.Hidden.Count == 0)
        {
            return new RestoredRequest(kept.Target, kept.Headers, []);
        }

        List<KeyValuePair<string, string>> headers = [.. kept.Headers];
        var query = kept.Target.IndexOf('?', StringComparison.Ordinal) + 1;
        var parameters = query == 0 ? [] : kept.Target[query..].Split('&');
        var unknown = new List<HiddenValue>();
        foreach (var hidden in kept.Hidden)
        {
            if (!HasPlace(hidden) || tokens.Find(hidden, kept.HashKey) is not { } value)
            {
                unknown.Add(hidden);
            }
            else if (hidden.IsHeader)
            {
                headers[hidden.Index] = KeyValuePair.Create(headers[hidden.Index].Key, value);
            }
            else
            {
                // Behind the name, which a sender may have called like the mark.
                parameters[hidden.Index] = parameters[hidden.Index][..^HiddenValue.Mark.Length] + value;
            }
        }

        return new RestoredRequest(query == 0 ? kept.Target : kept.Target[..query] + string.Join('&', parameters), headers, unknown);

        bool HasPlace(HiddenValue hidden) => hidden.Index >= 0 && (hidden.IsHeader
            ? hidden.Index < headers.Count && headers[hidden.Index].Value == HiddenValue.Mark
            : hidden.Index < parameters.Length && parameters[hidden.Index].EndsWith(HiddenValue.Mark, StringComparison.Ordinal));
    }

    /// <summary>The same without the headers that could not be put back and that nothing reads; what is left of those is unknown still.</summary>
    /// <param name="isRead">Whether the route reads the header.</param>
    public RestoredRequest WithoutUnread(Func<string, bool> isRead)
    {
        var dropped = Unknown.Where(hidden => hidden.IsHeader && !isRead(hidden.Name)).Select(hidden => hidden.Index).ToHashSet();
        return this with
        {
            Headers = [.. Headers.Where((_, index) => !dropped.Contains(index))],
            Unknown = [.. Unknown.Where(hidden => !hidden.IsHeader || isRead(hidden.Name))],
        };
    }
}
