using System.Buffers;

namespace Gateway.Verification.Signature.Content;

/// <summary>
/// What a value may hold so that it is plain where it ends in the signed content. Without this one signature would stand
/// for several requests: <c>{header:id}.{body}</c> signs the id <c>1</c> with the body <c>a.b</c> and the id <c>1.a</c>
/// with the body <c>b</c> alike, and the sender of the second would be whoever captured the first.
/// </summary>
/// <param name="Separator">The character at which the value ends, so that it cannot hold it; null where none does.</param>
/// <param name="Allowed">The only characters that may stand in the value; null for any.</param>
internal sealed record ValueBoundary(char? Separator, SearchValues<char>? Allowed)
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Nothing beside the value could be taken for a part of it.</summary>
    public static readonly ValueBoundary None = new(null, null);

    /// <summary>The value stands on a line of its own.</summary>
    public static readonly ValueBoundary Line = new('\n', null);

    /// <summary>The value stands between colons.</summary>
    public static readonly ValueBoundary Colon = new(':', null);

    /// <summary>Ids, tokens, digests: no JSON, form or URL goes on with these alone.</summary>
    public static readonly ValueBoundary Token = new(null, SearchValues.Create(Alphanumeric + "-_"));

    /// <summary>RFC 3986: a URL ends where a character stands that no URL has.</summary>
    public static readonly ValueBoundary Uri = new(null, SearchValues.Create(Alphanumeric + "-._~:/?[]@!$&'()*+,;=%"));

    /// <summary>
    /// Of a URL that the body follows at once: no list begins with what is left, nor does an object. Brackets stand in no path and no
    /// query (RFC 3986, section 3.3).
    /// </summary>
    public static readonly ValueBoundary UriBeforeBody = new(null, SearchValues.Create(Alphanumeric + "-._~:/?@!$&'()*+,;=%"));

    /// <summary>The boundary of the placeholder at <paramref name="index"/>, by what stands beside it.</summary>
    /// <remarks>
    /// In front of the body content is read from the left, and a value ends where the text behind it begins. Behind the body,
    /// which may hold anything, it is read from the right. The same around one value that may hold anything (<c>any:</c>).
    /// </remarks>
    public static ValueBoundary Between(IReadOnlyList<ContentPiece> pieces, int index)
    {
        var isBehindBody = false;
        for (var i = 0; i < index; i++)
        {
            isBehindBody |= pieces[i].HoldsAnything;
        }

        if (pieces[index].HoldsAnything)
        {
            return None;
        }

        var neighbour = isBehindBody ? index - 1 : index + 1;
        if (neighbour == pieces.Count)
        {
            return None;
        }

        if (!pieces[neighbour].IsLiteral)
        {
            return Token;
        }

        var literal = pieces[neighbour].Text;
        return new ValueBoundary(isBehindBody ? literal[^1] : literal[0], null);
    }

    /// <summary>Whether the character could go on with the value.</summary>
    public bool Continues(char character) => Allowed?.Contains(character) == true;

    public bool Allows(ReadOnlySpan<char> value) =>
        (Separator is not { } separator || !value.Contains(separator))
        && (Allowed is null || !value.ContainsAnyExcept(Allowed));
}
