using System.Buffers;

namespace Gateway.Secrets;

/// <summary>How a tenant is called: 1 to 128 letters, digits, dots, underscores and hyphens, and not dots in front, which folders have.</summary>
internal static class TenantName
{
    public const int MaxLength = 128;

    /// <summary>For messages.</summary>
    public const string Form = "1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', without a dot in front";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length is >= 1 and <= MaxLength && name[0] != '.' && !name.ContainsAnyExcept(Characters);
}
