using Gateway.Verification.Replay;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Tenants;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>What an algorithm is compiled from, for one route.</summary>
/// <param name="Stage">What all stages are compiled from.</param>
/// <param name="Config">The <c>Signature</c> section.</param>
internal sealed record SignatureContext(StageContext Stage, SignatureConfig Config)
{
    private const string DefaultContent = "{body}";

    /// <summary>The route's <c>Replay</c>; null if it has none, or a problem was reported.</summary>
    public TimestampPolicy? Timestamp { get; init; }

    /// <summary>Whether the route has a <c>Replay</c>.</summary>
    public bool HasReplay { get; init; }

    /// <summary>Whose secrets are tried; null where the route has its own.</summary>
    public TenantContext? Tenants { get; init; }

    /// <summary>The route's <c>PublicUrl</c> as written.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Reports a problem at a key of the section.</summary>
    public void Report(string message, params ReadOnlySpan<string> keys) => Stage.Report(message, ["Signature", .. keys]);

    /// <summary>A key that does nothing makes believe that something is checked.</summary>
    public void ReportWithoutEffect(IReadOnlyList<string> effective)
    {
        foreach (var (key, isWritten) in Config.Optional)
        {
            if (isWritten && !effective.Contains(key, StringComparer.Ordinal))
            {
                Report($"has no effect with the algorithm '{Config.Algorithm}'; remove it, or write null over the preset's.", key);
            }
        }
    }

    /// <summary>How the signature is written; null if a problem was reported.</summary>
    public SignatureEncoding? Encoding()
    {
        var encoding = Config.Encoding is null ? SignatureEncoding.Hex : SignatureEncodingName.Find(Config.Encoding);
        if (encoding is null)
        {
            var words = SignatureEncodingName.Words;
            Report($"found '{Config.Encoding}'; expected {string.Join(", ", words.SkipLast(1))} or {words[^1]}.", "Encoding");
        }

        return encoding;
    }

    /// <summary>The route's <c>PublicUrl</c>; null if there is none or a problem was reported.</summary>
    public IPublicUrl? Url() => PublicUrlCompiler.Compile(Stage, PublicUrl);

    /// <summary>What is signed; null if a problem was reported.</summary>
    public ContentTemplate? Content() => Content(takesSecret: false);

    /// <summary>What is signed, be it with a secret as a part of it; null if a problem was reported.</summary>
    public ContentTemplate? ContentMayHoldSecret() => Content(takesSecret: true);

    /// <summary>What is hashed together with the secret; null if a problem was reported.</summary>
    public ContentTemplate? ContentWithSecret()
    {
        var template = Content(takesSecret: true);
        if (template is not { HoldsSecret: false })
        {
            return template;
        }

        Report(
            $"must contain {{secret}} with the algorithm '{Config.Algorithm}', e.g. \"{{secret}}{{body}}\": "
            + "a digest without it is one that everybody can make.",
            "Content");
        return null;
    }

    private ContentTemplate? Content(bool takesSecret)
    {
        var written = Config.Content ?? DefaultContent;
        var template = new ContentTemplateParser(Timestamp?.Source, Url(), Stage.BodyPointers, takesSecret)
        {
            TimestampPlace = Timestamp?.WrittenAs,
        }.Parse(written, out var error);
        if (error is not null)
        {
            Report(error, "Content");
        }

        if (Timestamp is { Format: TimestampFormat.Unix }
            && (written.Contains("{timestamp}{", StringComparison.Ordinal) || written.Contains("}{timestamp}", StringComparison.Ordinal)))
        {
            // Ten digits and three more of what stands beside them would be another stamp.
            Report("a timestamp in the format 'unix' needs text beside it: it would be unclear where it ends.", "Content");
        }

        if (Timestamp is { Format: TimestampFormat.Iso8601Utc } && written.Contains("{timestamp}{", StringComparison.Ordinal))
        {
            // 03:04:05 and a Z of what stands behind it would be the same stamp.
            Report("a timestamp in the format 'iso-8601-utc' needs text behind it: it would be unclear where it ends.", "Content");
        }

        if (template is not null)
        {
            ReportUnsignedTimestamp(template.Signed, "Put {timestamp} into 'Signature:Content', or leave 'Replay' out.", $" ('{written}')");
        }

        return template;
    }

    /// <summary>A timestamp that is not signed is anyone's to renew.</summary>
    public void ReportUnsignedTimestamp(SignedValues signed, string cure, string written = "")
    {
        if (Timestamp is not null && !Timestamp.Source.IsCoveredBy(signed))
        {
            Stage.Report(
                $"'{Timestamp.WrittenAs}' is not part of what is signed{written}: anyone could renew a captured webhook. {cure}",
                "Replay", "Timestamp");
        }
        else if (Timestamp is not null)
        {
            Stage.ReportChosenByType(Timestamp.Source, Timestamp.WrittenAs, signed, "Replay", "Timestamp");
        }
    }
}
