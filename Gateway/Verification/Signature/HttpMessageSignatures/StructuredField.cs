using System.Collections.Frozen;
using System.Text;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>
/// Structured fields written anew (RFC 9651, section 4.1), as the parameters <c>sf</c> and <c>key</c> of RFC 9421 sign them, so that blanks and lines that a
/// proxy has changed do not matter.
/// </summary>
internal static class StructuredField
{
    /// <summary>The types of those that are registered (RFC 9421, section 2.1.1: one whose type is not known cannot be signed so), and of its examples.</summary>
    private static readonly FrozenDictionary<string, StructuredFieldType> Types = new Dictionary<string, StructuredFieldType>(StringComparer.Ordinal)
    {
        ["accept-ch"] = StructuredFieldType.List,
        ["accept-signature"] = StructuredFieldType.Dictionary,
        ["cache-status"] = StructuredFieldType.List,
        ["capsule-protocol"] = StructuredFieldType.Item,
        ["cdn-cache-control"] = StructuredFieldType.Dictionary,
        ["client-cert"] = StructuredFieldType.Item,
        ["client-cert-chain"] = StructuredFieldType.List,
        ["content-digest"] = StructuredFieldType.Dictionary,
        ["deprecation"] = StructuredFieldType.Item,
        ["dpop-nonce"] = StructuredFieldType.Item,
        ["example-dict"] = StructuredFieldType.Dictionary,
        ["example-item"] = StructuredFieldType.Item,
        ["example-list"] = StructuredFieldType.List,
        ["idempotency-key"] = StructuredFieldType.Item,
        ["priority"] = StructuredFieldType.Dictionary,
        ["proxy-status"] = StructuredFieldType.List,
        ["repr-digest"] = StructuredFieldType.Dictionary,
        ["signature"] = StructuredFieldType.Dictionary,
        ["signature-agent"] = StructuredFieldType.Dictionary,
        ["signature-input"] = StructuredFieldType.Dictionary,
        ["want-content-digest"] = StructuredFieldType.Dictionary,
        ["want-repr-digest"] = StructuredFieldType.Dictionary,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type of a header, by its name in lower case; null for one that is not known.</summary>
    public static StructuredFieldType? TypeOf(string header) => Types.TryGetValue(header, out var type) ? type : null;

    /// <summary>The field written anew; null for a text that is none of the type.</summary>
    public static string? Written(string text, StructuredFieldType type)
    {
        var reader = new StructuredReader(text);
        var written = new StringBuilder();
        switch (type)
        {
            case StructuredFieldType.Dictionary:
                return reader.TakeDictionary() is { } members
                    ? string.Join(", ", members.Select(member => member.Key + (member.Value.StartsWith("?1", StringComparison.Ordinal) ? member.Value[2..] : $"={member.Value}")))
                    : null;
            case StructuredFieldType.List:
                return reader.TryTakeList(written) ? written.ToString() : null;
            default:
                return reader.TryTakeItemAlone(written) ? written.ToString() : null;
        }
    }

    /// <summary>One member of a dictionary, its value written anew; null where there is none, or the text is no dictionary.</summary>
    public static string? Member(string text, string key)
    {
        foreach (var (name, value) in new StructuredReader(text).TakeDictionary() ?? [])
        {
            if (name == key)
            {
                return value;
            }
        }

        return null;
    }
}
