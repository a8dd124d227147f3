namespace Gateway.Intake;

/// <summary>The media type of a <c>Content-Type</c>, without its parameters; its letters have no case (RFC 9110, section 8.3.1).</summary>
internal static class MediaType
{
    /// <summary>A form's body has fields and no JSON values, whatever its bytes look like.</summary>
    public static bool IsForm(string? contentType) => Is(contentType, "application/x-www-form-urlencoded");

    public static ReadOnlySpan<char> Of(string? contentType)
    {
        var text = contentType.AsSpan();
        var parameters = text.IndexOf(';');
        return (parameters < 0 ? text : text[..parameters]).Trim();
    }

    public static bool Is(string? contentType, string mediaType) =>
        Of(contentType).Equals(mediaType, StringComparison.OrdinalIgnoreCase);
}
