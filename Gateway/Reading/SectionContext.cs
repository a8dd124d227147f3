namespace Gateway.Reading;

/// <summary>What a section is compiled from, beside what it says.</summary>
/// <param name="Node">The section, raw: problems are reported at its paths.</param>
/// <param name="Problems">Where problems go.</param>
/// <param name="Files">Reads files and secrets, and remembers them for the reload.</param>
internal sealed record SectionContext(ConfigurationNode Node, ProblemList Problems, ConfigurationFiles Files)
{
    /// <summary>The same for a section within it.</summary>
    public SectionContext At(params ReadOnlySpan<string> keys) => this with { Node = Node.At(keys) };

    /// <summary>Reports a problem at a key below the section.</summary>
    public void Report(string message, params ReadOnlySpan<string> keys) => Problems.Add(Node.At(keys), message);

    /// <summary>Reports what may be in force and is probably not meant, at a key below the section.</summary>
    public void Warn(string message, params ReadOnlySpan<string> keys) => Problems.Warn(Node.At(keys), message);

    /// <summary>A duration within its bounds, or the default; out of bounds is reported.</summary>
    public TimeSpan Duration(
        TimeSpan? written, TimeSpan byDefault, TimeSpan least, TimeSpan most, params ReadOnlySpan<string> keys)
    {
        var value = written ?? byDefault;
        if (value < least || value > most)
        {
            Report($"{DurationText.Of(value)} is out of range; use {DurationText.Of(least)} to {DurationText.Of(most)}.", keys);
        }

        return value;
    }
}
