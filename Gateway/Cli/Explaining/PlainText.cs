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
}
