namespace Gateway.Delivery.Attempts;

/// <summary>The word for a result in metrics, logs, the API and the command line.</summary>
internal static class AttemptResultName
{
    private static readonly string[] Names = [.. Enum.GetNames<AttemptResult>().Select(name => name.ToLowerInvariant())];

    /// <summary>Of a result that a newer gateway has stored, its number.</summary>
    public static string Of(AttemptResult result) => (int)result < Names.Length ? Names[(int)result] : result.ToString();
}
