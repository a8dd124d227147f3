namespace Gateway.Cli.Explaining;

/// <summary>What a sender wrote, fit for a terminal: it must not steer it, nor fill it.</summary>
internal static class PlainText
{
    private const int MostShown = 200;

    public static string Of(string text)
    {
        var shown = text.Length > MostShown ? text[..MostShown] + "..." : text;
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
    }

    /// <summary>What a configuration writes, in one line.</summary>
    public static string Template(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
