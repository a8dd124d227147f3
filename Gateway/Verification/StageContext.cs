using Gateway.Intake;
using Gateway.Reading;
using Gateway.Verification.Values;

namespace Gateway.Verification;

/// <summary>What a stage is compiled from, for one route.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Node">The route's section over its preset, raw: problems are reported at its paths.</param>
/// <param name="Problems">Where problems go; a stage that reports one may return null.</param>
/// <param name="Limits">The process-wide bounds.</param>
/// <param name="Client">Which proxies are trusted.</param>
/// <param name="Files">Reads schemas and secrets, and remembers them for the reload.</param>
/// <param name="Services">What the stages will use.</param>
/// <param name="BodyPointers">Collects the route's pointers into the body.</param>
internal sealed record StageContext(
    string Route,
    ConfigurationNode Node,
    ProblemList Problems,
    GatewayLimits Limits,
    ClientAddressResolver Client,
    ConfigurationFiles Files,
    StageServices Services,
    BodyPointers BodyPointers)
{
    /// <summary>Whether what is read behind the signature may be a claim of the token that it is a part of.</summary>
    public bool HasToken { get; init; }

    /// <summary>Reports a problem at a key below the section, e.g. <c>Replay.MaxAge</c>.</summary>
    public void Report(string message, params ReadOnlySpan<string> keys) => Problems.Add(Node.At(keys), message);

    /// <summary>A duration within its bounds, or the default; out of bounds is reported.</summary>
    public TimeSpan Duration(
        TimeSpan? written, TimeSpan byDefault, TimeSpan least, TimeSpan most, params ReadOnlySpan<string> keys)
    {
        var value = written ?? byDefault;
        if (value < least || value > most)
        {
            Report($"{value:c} is out of range; use {least:c} to {most:c}.", keys);
        }

        return value;
    }

    /// <summary>Parses where a value stands that is read behind the signature; what cannot be parsed is reported.</summary>
    public IValueSource? Source(string text, params ReadOnlySpan<string> keys) => Source(text, HasToken, keys);

    /// <summary>The same for a value that is read before anything is proven.</summary>
    public IValueSource? UnprovenSource(string text, params ReadOnlySpan<string> keys) => Source(text, hasToken: false, keys);

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
