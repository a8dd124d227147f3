using System.Text;
using Gateway.Reading;

namespace Gateway.Secrets;

/// <summary>What the text of a tenant's secret may be.</summary>
internal static class SecretText
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>What is wrong with it, going on from the tenant's name and without the text; empty for nothing.</summary>
    public static string ProblemOf(string text) =>
        text.Length == 0 ? "is empty."
        : PlaceholderText.IsOne(text) ? "is a placeholder that nobody filled in: everybody can guess it."
        : text[0] == ByteOrderMark ? "begins with a byte order mark, which is hardly part of it."
        : Encoding.UTF8.GetByteCount(text) > TenantRecord.LongestText ? $"is longer than {TenantRecord.LongestText} bytes."
        : text.Contains('\0', StringComparison.Ordinal) ? "is not plain UTF-8 text."
        : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "begins or ends with white space, which is hardly part of it."
        : "";
}
