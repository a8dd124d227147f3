using System.Collections.Frozen;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification;

namespace Gateway.Configuration;

/// <summary>Compiles <c>Mode</c>, of a route and of its stages.</summary>
internal static class ModeCompiler
{
    private const string Section = "Mode";

    /// <summary>The route's mode, and the stages of a route in <c>Enforce</c> that are in <c>Monitor</c>.</summary>
    /// <param name="context">Of the route.</param>
    /// <param name="config">As written.</param>
    public static (VerificationMode Mode, FrozenSet<StageName> Monitored) Compile(StageContext context, ModeConfig? config)
    {
        var byDefault = config?.Default ?? VerificationMode.Enforce;
        var named = (config?.Stages ?? []).Where(stage => stage.Mode is not null).ToList();
        foreach (var (stage, _) in named)
        {
            if (byDefault == VerificationMode.None)
            {
                context.Report("has no effect with \"Default\": \"None\"; remove one of the two.", Section, stage.ToString());
            }
            else if (context.Section.Node.Child(stage.ToString()) is null or { IsNull: true })
            {
                context.Report($"has no effect: the route has no '{stage}'. Remove it.", Section, stage.ToString());
            }
        }

        if (byDefault == VerificationMode.None || named.TrueForAll(stage => (stage.Mode == StageMode.Monitor) == (byDefault == VerificationMode.Monitor)))
        {
            return (byDefault, FrozenSet<StageName>.Empty);
        }

        if (config?.Signature == StageMode.Monitor)
        {
            context.Warn("lets on what anybody sends, with a signature or without.", Section, nameof(StageName.Signature));
        }

        return (
            VerificationMode.Enforce,
            config!.Stages.Where(stage => stage.Mode == StageMode.Monitor || (stage.Mode is null && byDefault == VerificationMode.Monitor))
                .Select(stage => stage.Stage)
                .ToFrozenSet());
    }
}
