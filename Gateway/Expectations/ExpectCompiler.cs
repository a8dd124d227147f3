using Gateway.Reading;

namespace Gateway.Expectations;

/// <summary>Compiles a route's <c>Expect</c>.</summary>
internal static class ExpectCompiler
{
    public const string Learn = "Learn";

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <summary>The expectation; null without one.</summary>
    /// <param name="section">The route's <c>Verification</c>.</param>
    /// <param name="config">Its <c>Expect</c>.</param>
    /// <param name="asksForProof">Whether the route proves who sends.</param>
    public static Expectation? Compile(SectionContext section, ExpectConfig? config, bool asksForProof)
    {
        if (config is null)
        {
            return null;
        }

        if (!asksForProof)
        {
            section.Report("has no effect on a route that proves no sender: anybody could break the silence. Add a 'Signature'.", "Expect");
            return null;
        }

        if (string.Equals(config.Every, Learn, StringComparison.OrdinalIgnoreCase))
        {
            return new Expectation(Every: null);
        }

        if (config.Every is null || DurationText.Parse(config.Every) is not { } every)
        {
            section.Report(
                config.Every is null
                    ? $"is missing; expected {DurationText.Form}, or \"{Learn}\"."
                    : $"found '{config.Every}'; expected {DurationText.Form}, or \"{Learn}\".{DurationText.Suggest(config.Every)}",
                "Expect", "Every");
            return null;
        }

        return new Expectation(section.At("Expect").Duration(every, every, Least, Most, "Every"));
    }
}
