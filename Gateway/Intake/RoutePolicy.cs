using System.Collections.Frozen;
using Gateway.JsonSchema;
using Gateway.Outcomes;

namespace Gateway.Intake;

/// <summary>
/// What a route says of every webhook, whatever is checked: compiled and immutable. It travels as metadata of YARP's endpoint,
/// so that a request finds route and policy of one and the same configuration.
/// </summary>
internal sealed record RoutePolicy
{
    public required string Route { get; init; }

    public required VerificationMode Mode { get; init; }

    /// <summary>The stages of a route in <see cref="VerificationMode.Enforce"/> that let on what they do not pass.</summary>
    public IReadOnlySet<StageName> Monitored { get; init; } = FrozenSet<StageName>.Empty;

    /// <summary>Whether what proves no sender may reach the backend.</summary>
    public bool LetsUnprovenOn { get; init; }

    /// <summary>The preset's name; null for a scheme that is written out.</summary>
    public required string? Provider { get; init; }

    /// <summary>Finds who is calling; part of the policy, so that trusted proxies are reloaded with it.</summary>
    public required ClientAddressResolver ClientResolver { get; init; }

    /// <summary>The places in the body that the stages read.</summary>
    public required JsonPointerSet BodyPointers { get; init; }

    /// <summary>Which spellings of the headers that the route reads no backend is to see.</summary>
    public HeaderSpellings Spellings { get; init; } = HeaderSpellings.None;

    /// <summary>Which of <see cref="OverridingHeaders"/> the backend is to get all the same.</summary>
    public IReadOnlySet<string> OverrideHeaders { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What of JSON that parsers disagree on may pass.</summary>
    public StrictJsonOptions Json { get; init; } = StrictJsonOptions.Default;

    /// <summary>Whether a body that is no JSON where it should be counts as one without values.</summary>
    public bool AllowsMalformedJson { get; init; }

    /// <summary>How its bodies may be compressed; null where such a one is no more than its bytes.</summary>
    public BodyDecoding? Decoding { get; init; }

    /// <summary>Answers that differ from the outcome's own, by its code.</summary>
    public required IReadOnlyDictionary<string, ResponseConfig> Responses { get; init; }

    /// <summary>
    /// What a 401 asks for (RFC 9110, section 11.6.1): some providers send their password only when they are asked. Null where the
    /// scheme has no name.
    /// </summary>
    public string? Challenge { get; init; }
}
