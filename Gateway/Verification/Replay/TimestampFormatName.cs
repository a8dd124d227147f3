namespace Gateway.Verification.Replay;

/// <summary>The word for a format in the configuration.</summary>
internal static class TimestampFormatName
{
    private static readonly (string Word, TimestampFormat Format)[] All =
    [
        ("unix-seconds", TimestampFormat.UnixSeconds),
        ("unix-milliseconds", TimestampFormat.UnixMilliseconds),
        ("unix", TimestampFormat.Unix),
        ("iso-8601", TimestampFormat.Iso8601),
        ("iso-8601-utc", TimestampFormat.Iso8601Utc),
        ("rfc-1123", TimestampFormat.Rfc1123),
    ];

    public static IReadOnlyList<string> Words { get; } = [.. All.Select(name => name.Word)];

    /// <summary>The word for a format.</summary>
    public static string Of(TimestampFormat format) => All[Array.FindIndex(All, name => name.Format == format)].Word;

    /// <summary>The format of that name; null if none has it.</summary>
    public static TimestampFormat? Find(string word)
    {
        var at = Array.FindIndex(All, name => name.Word == word);
        return at < 0 ? null : All[at].Format;
    }
}
