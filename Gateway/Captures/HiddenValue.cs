using System.Security.Cryptography;
using System.Text;

namespace Gateway.Captures;

/// <summary>A value that is not kept: by its length and a keyed hash, so that it can be compared with a secret that somebody knows.</summary>
/// <param name="IsHeader">A line of the headers; else a parameter of the query.</param>
/// <param name="Index">Which, from 0 on.</param>
/// <param name="Name">The header's or the parameter's.</param>
/// <param name="Length">In characters.</param>
/// <param name="Hash">HMAC-SHA256 of its UTF-8 under the request's own key, in base64.</param>
internal sealed record HiddenValue(bool IsHeader, int Index, string Name, int Length, string Hash)
{
    /// <summary>What stands in the value's place.</summary>
    public const string Mark = "{hidden}";

    /// <param name="isHeader">A line of the headers.</param>
    /// <param name="index">Which.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="key">The request's own key.</param>
    public static HiddenValue Of(bool isHeader, int index, string name, ReadOnlySpan<char> value, ReadOnlySpan<byte> key) =>
        new(isHeader, index, name, value.Length, HashOf(value, key));

    /// <summary>Whether this is the value.</summary>
    public bool Is(string value, ReadOnlySpan<byte> key) => value.Length == Length && HashOf(value, key) == Hash;

    private static string HashOf(ReadOnlySpan<char> value, ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(value.ToArray()), hash);
        return Convert.ToBase64String(hash);
    }
}
