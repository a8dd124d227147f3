namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>
/// Every eight characters of some texts, letters in either case: a hash that stands in none of them is told by two look-ups, where it would be looked for in
/// every header otherwise.
/// </summary>
internal sealed class TextWindows
{
    private const int Length = 8;

    private readonly HashSet<ulong> _windows = [];

    public TextWindows(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Add(text);
            Add(text.Replace(' ', '+')); // As a form's decoder has it.
            Add(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
        }
    }

    /// <summary>Whether a text may hold this one, or its beginning or end.</summary>
    public bool MayHold(string text) => text.Length >= Length && (_windows.Contains(Of(text.AsSpan(0, Length))) || _windows.Contains(Of(text.AsSpan(text.Length - Length))));

    private void Add(string text)
    {
        for (var at = 0; at + Length <= text.Length; at++)
        {
            _windows.Add(Of(text.AsSpan(at, Length)));
        }
    }

    private static ulong Of(ReadOnlySpan<char> characters)
    {
        var window = 0UL;
        foreach (var character in characters)
        {
            window = (window << 8) | (byte)char.ToLowerInvariant(character);
        }

        return window;
    }
}
