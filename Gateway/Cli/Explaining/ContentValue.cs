using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>One piece of what is signed, with what stands there in a request.</summary>
/// <param name="Name">What stands between the braces; null for literal text.</param>
/// <param name="State">Whether it could be read.</param>
/// <param name="Bytes">What it is; empty unless it was found.</param>
internal sealed record ContentValue(string? Name, ValueState State, byte[] Bytes)
{
    public const string Body = "body";

    /// <summary>The pieces as one content.</summary>
    /// <param name="values">The pieces.</param>
    /// <param name="replace">What stands in the place of one; null for what it is.</param>
    public static byte[] Join(IEnumerable<ContentValue> values, Func<ContentValue, byte[]>? replace = null)
    {
        byte[][] pieces = [.. values.Select(value => replace is null ? value.Bytes : replace(value))];
        var joined = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(joined, at);
            at += piece.Length;
        }

        return joined;
    }

    /// <summary>Whether it is the body itself.</summary>
    public bool IsBody => Name == Body;

    /// <summary>Whether it is a value that a header, the query or the request line holds, so that another text could have stood there.</summary>
    public bool IsPlain => Name is not null && !IsBody && !IsOfBody;

    /// <summary>Whether another body would make it another value.</summary>
    public bool IsOfBody { get; init; }
}
