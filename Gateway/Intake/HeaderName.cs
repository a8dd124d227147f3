using System.Buffers;

namespace Gateway.Intake;

/// <summary>Whether a text can be a header's name at all; one that cannot would never be found, and say so to nobody.</summary>
internal static class HeaderName
{
    /// <summary>RFC 9110, section 5.6.2: the characters of a token.</summary>
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Token);
}
