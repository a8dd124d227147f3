namespace Gateway.Verification.Signature.Content;

/// <summary>One piece of <c>Signature:Content</c> as written: literal text, or what stands between braces.</summary>
internal readonly record struct ContentPiece(string Text, bool IsLiteral)
{
    /// <summary>What one value is marked with that may hold the text around it.</summary>
    public const string AnyMark = "any:";

    /// <summary>What a member of the body is marked with whose bytes are signed as they stand.</summary>
    public const string RawMark = "raw:body:";

    /// <summary>What a member of the body is marked with that is signed as PHP writes it.</summary>
    public const string PhpJsonMark = "php-json:body:";

    /// <summary>Whether anything may stand in its place, so that content is told from it from both ends.</summary>
    public bool HoldsAnything => !IsLiteral
        && (Text is "body" or "easypost-body" or "form-sorted" or "plivo-url" or "hygraph-content" or "adyen-fields" or "alipay-form" or "aws-sns-fields" or "php-serialized-form"
            || Text.StartsWith(AnyMark, StringComparison.Ordinal) || Text.StartsWith(RawMark, StringComparison.Ordinal)
            || Text.StartsWith(PhpJsonMark, StringComparison.Ordinal));

    /// <summary>The pieces in order, or null and what is wrong with the text.</summary>
    public static List<ContentPiece>? Split(string text, out string? error)
    {
        var pieces = new List<ContentPiece>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('{');
            var literal = open < 0 ? rest : rest[..open];
            if (!literal.IsEmpty)
            {
                // A line feed is written \n: JSON has turned it into the character already.
                pieces.Add(new ContentPiece(literal.ToString(), IsLiteral: true));
            }

            rest = rest[literal.Length..];
            if (rest.IsEmpty)
            {
                break;
            }

            var close = rest.IndexOf('}');
            if (close < 0)
            {
                error = $"'{rest}' has no closing brace";
                return null;
            }

            pieces.Add(new ContentPiece(rest[1..close].ToString(), IsLiteral: false));
            rest = rest[(close + 1)..];
        }

        error = null;
        return pieces;
    }
}
