using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>The <c>Mode</c> of a route as written, a word or an object: null means the file does not say.</summary>
[Scalar(nameof(Default))]
internal sealed record ModeConfig
{
    /// <summary>Of the route, and of each stage that is not named. Default <see cref="VerificationMode.Enforce"/>.</summary>
    public VerificationMode? Default { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? IpAllowList { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? RateLimit { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? Signature { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? Replay { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? Events { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? Where { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? Schema { get; init; }

    /// <summary>Default: as <see cref="Default"/> says.</summary>
    public StageMode? Deduplication { get; init; }

    /// <summary>
    /// The stages that can have a mode of their own. Not those without which nothing behind them can be judged: what has no body has no
    /// signature either, and a challenge is answered or is none.
    /// </summary>
    public IEnumerable<(StageName Stage, StageMode? Mode)> Stages =>
    [
        (StageName.IpAllowList, IpAllowList), (StageName.RateLimit, RateLimit), (StageName.Signature, Signature), (StageName.Replay, Replay),
        (StageName.Events, Events), (StageName.Where, Where), (StageName.Schema, Schema), (StageName.Deduplication, Deduplication),
    ];
}
