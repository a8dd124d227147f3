using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace Gateway.Intake;

/// <summary>The media type of a <c>Content-Type</c>, without its parameters; its letters have no case (RFC 9110, section 8.3.1).</summary>
internal static class MediaType
{
    /// <summary>In which every byte of JSON and of a form that is ASCII means the same, so that nobody finds other values there.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LikeAscii =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> OfBoundaries =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? ");

    /// <summary>A form's body has fields and no JSON values, whatever its bytes look like.</summary>
    public static bool IsForm(string? contentType) => Is(contentType, "application/x-www-form-urlencoded");

    /// <summary>A form in parts, files among them (RFC 7578).</summary>
    public static bool IsMultipartForm(string? contentType) => Is(contentType, "multipart/form-data");

    /// <summary>What parts the parts of a multipart body (RFC 2046, section 5.1.1); null where it is not said, or not in one clear way.</summary>
    public static string? BoundaryOf(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var parsed))
        {
            return null;
        }

        string? boundary = null;
        foreach (var parameter in parsed.Parameters)
        {
            if (parameter.Name.StartsWith("boundary", StringComparison.OrdinalIgnoreCase))
            {
                if (boundary is not null || parameter.Name.Length != "boundary".Length || parameter.Value is null)
                {
                    return null;
                }

                boundary = parameter.Value is ['"', .. var quoted, '"'] ? quoted : parameter.Value;
            }
        }

        return boundary is { Length: > 0 and <= 70 } && !boundary.EndsWith(' ') && !boundary.AsSpan().ContainsAnyExcept(OfBoundaries) ? boundary : null;
    }

    /// <summary>Whether a text is a media type alone, without parameters and *: two tokens (RFC 9110, section 8.3.1).</summary>
    public static bool IsName(string text) =>
        text.Split('/') is [var type, var subtype] && HeaderName.IsValid(type) && HeaderName.IsValid(subtype)
        && !text.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a text is what a <c>Content-Type</c> may hold.</summary>
    public static bool IsContentType(string text) =>
        IsName(Of(text).ToString()) && MediaTypeHeaderValue.TryParse(text, out _);

    public static ReadOnlySpan<char> Of(string? contentType)
    {
        var text = contentType.AsSpan();
        var parameters = text.IndexOf(';');
        return (parameters < 0 ? text : text[..parameters]).Trim();
    }

    /// <summary><c>application/json</c> and every <c>+json</c> (RFC 6839).</summary>
    public static bool IsJson(string? contentType) =>
        Is(contentType, "application/json") || Of(contentType).EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a backend that goes by the type's <c>charset</c> reads other characters than the gateway does, such as UTF-16.</summary>
    public static bool HasOtherCharset(string? contentType)
    {
        var text = contentType.AsSpan();
        while (text.IndexOf("charset", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            text = text[(at + "charset".Length)..].TrimStart();
            if (text.StartsWith('*'))
            {
                return true; // In an encoding of its own (RFC 8187), which nobody writes here who has nothing to hide.
            }

            if (text.IsEmpty || text[0] != '=')
            {
                continue;
            }

            var end = text.IndexOf(';');
            if (!LikeAscii.Contains((end < 0 ? text[1..] : text[1..end]).Trim().Trim('"')))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Is(string? contentType, string mediaType) =>
        Of(contentType).Equals(mediaType, StringComparison.OrdinalIgnoreCase);
}
