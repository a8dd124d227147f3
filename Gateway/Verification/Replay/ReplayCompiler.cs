namespace Gateway.Verification.Replay;

/// <summary>Compiles <c>Replay</c>.</summary>
internal static class ReplayCompiler
{
    private static readonly TimeSpan DefaultMaxAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DefaultMaxSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestSkew = TimeSpan.FromHours(1);

    /// <summary>The policy, which the signature's <c>{timestamp}</c> needs too; null if the route has none.</summary>
    public static TimestampPolicy? ReadPolicy(StageContext context, ReplayConfig? config)
    {
        if (config is null)
        {
            return null;
        }

        if (config.Timestamp is null)
        {
            context.Report(
                "is missing; say where the signed timestamp stands, e.g. \"header:X-Timestamp\" or \"body:/timestamp\".",
                "Replay", "Timestamp");
        }

        var maxAge = context.Duration(
            config.MaxAge, DefaultMaxAge, TimeSpan.FromSeconds(1), LongestAge, "Replay", "MaxAge");
        var maxSkew = context.Duration(config.MaxSkew, DefaultMaxSkew, TimeSpan.Zero, LongestSkew, "Replay", "MaxSkew");
        var format = ReadFormat(context, config.Format);
        return config.Timestamp is not null && context.Source(config.Timestamp, "Replay", "Timestamp") is { } source
            ? new TimestampPolicy(source, config.Timestamp, format, maxAge, maxSkew)
            : null;
    }

    public static ReplayStage? Compile(StageContext context, TimestampPolicy? policy) =>
        policy is null ? null : new ReplayStage(policy, context.Route, context.Services.Metrics);

    private static TimestampFormat ReadFormat(StageContext context, string? format)
    {
        var found = format is null ? TimestampFormat.UnixSeconds : TimestampFormatName.Find(format);
        if (found is null)
        {
            var words = TimestampFormatName.Words;
            context.Report($"found '{format}'; expected {string.Join(", ", words.SkipLast(1))} or {words[^1]}.", "Replay", "Format");
        }

        return found ?? default;
    }
}
