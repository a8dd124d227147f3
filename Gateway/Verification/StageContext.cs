using System.Collections.Frozen;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Storage;
using Gateway.Verification.Values;

namespace Gateway.Verification;

/// <summary>What a stage is compiled from, for one route.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Section">The route's section over its preset; a stage that reports a problem may return null.</param>
/// <param name="Limits">The process-wide bounds.</param>
/// <param name="ClientResolver">Which proxies are trusted.</param>
/// <param name="Services">What the stages will use.</param>
/// <param name="BodyPointers">Collects the route's pointers into the body.</param>
internal sealed record StageContext(
    string Route,
    SectionContext Section,
    GatewayLimits Limits,
    ClientAddressResolver ClientResolver,
    StageServices Services,
    BodyPointers BodyPointers)
{
    /// <summary>Whether what is read behind the signature may be a claim of the token that it is a part of.</summary>
    public bool HasToken { get; init; }

    /// <summary>Whether the route says which media types it lets in.</summary>
    public bool HasPinnedType { get; init; }

    /// <summary>Which store there is.</summary>
    public StorageProvider Store { get; init; }

    /// <summary>Whether there is a key by which what is stored is encrypted.</summary>
    public bool HasEncryptionKeys { get; init; }

    /// <summary>The stages that let on what they do not pass.</summary>
    public FrozenSet<StageName> Monitored { get; init; } = [];

    /// <summary>Whether what passes is queued: then nothing goes on that is not verified.</summary>
    public bool Queues { get; init; }

    /// <summary>The route's <c>Match:Path</c> as written.</summary>
    public string? Path { get; init; }

    public ConfigurationFiles Files => Section.Files;

    /// <summary>Reports a problem at a key below the section, e.g. <c>Replay.MaxAge</c>.</summary>
    public void Report(string message, params ReadOnlySpan<string> keys) => Section.Report(message, keys);

    /// <summary>Reports what may be in force and is probably not meant.</summary>
    public void Warn(string message, params ReadOnlySpan<string> keys) => Section.Warn(message, keys);

    /// <summary>A duration within its bounds, or the default; out of bounds is reported.</summary>
    public TimeSpan Duration(
        TimeSpan? written, TimeSpan byDefault, TimeSpan least, TimeSpan most, params ReadOnlySpan<string> keys) =>
        Section.Duration(written, byDefault, least, most, keys);

    /// <summary>Parses where a value stands that is read behind the signature; what cannot be parsed is reported.</summary>
    public IValueSource? Source(string text, params ReadOnlySpan<string> keys) => Source(text, HasToken, keys);

    /// <summary>The same for a value that is read before anything is proven.</summary>
    public IValueSource? UnprovenSource(string text, params ReadOnlySpan<string> keys) => Source(text, hasToken: false, keys);

    /// <summary>Reports a place that the sender could choose by the type that it says its body has.</summary>
    /// <param name="source">The place.</param>
    /// <param name="written">As configured.</param>
    /// <param name="signed">What is signed: a value that is signed as what is found there is the same wherever that is.</param>
    /// <param name="keys">Where it stands.</param>
    public void ReportChosenByType(IValueSource source, string written, SignedValues? signed, params ReadOnlySpan<string> keys)
    {
        if (source.IsChosenByType && !HasPinnedType && signed?.Contains(source) != true)
        {
            Report(
                $"'{written}' is looked for in a form, in JSON or elsewhere by the body's Content-Type, which is not signed: anyone could send a "
                + "captured webhook again under another type, and so with another value. List the types that the provider sends in 'Body.ContentTypes'.",
                keys);
        }
    }

    private IValueSource? Source(string text, bool hasToken, ReadOnlySpan<string> keys)
    {
        var source = ValueSourceParser.Parse(text, BodyPointers, out var error, hasToken);
        if (error is not null)
        {
            Report(error, keys);
        }

        return source;
    }
}
