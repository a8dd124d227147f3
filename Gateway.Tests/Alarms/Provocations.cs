using Gateway.Alarms;
using Gateway.Reading;

namespace Gateway.Tests.Alarms;

/// <summary>Makes each kind of thing go wrong once.</summary>
internal static class Provocations
{
    /// <summary>Until the next look finds it.</summary>
    public static async Task ProvokeAsync(this AlarmScene scene, AlarmKind kind)
    {
        var tally = scene.Tally.Of(AlarmScene.Route);
        var now = scene.Clock.GetUtcNow();
        switch (kind)
        {
            case AlarmKind.SuccessRate:
                Times(18, tally.Succeeded);
                tally.Failed();
                Times(2, tally.Succeeded);
                tally.Failed();
                break;
            case AlarmKind.ForgedTraffic:
                Times(50, tally.Forged);
                break;
            case AlarmKind.Silence:
                scene.SetSilent(true);
                break;
            case AlarmKind.ClockSkew:
                Times(10, () => tally.Timed(TimeSpan.FromSeconds(-151)));
                break;
            case AlarmKind.SecretExpiring:
                scene.Routes = [scene.Routes[0] with { Secrets = [("2026-12", now.AddDays(6))] }];
                break;
            case AlarmKind.SecretRetired:
                tally.KeyUsed("old", now.AddDays(-3));
                tally.KeyUsed("new", now.AddDays(-1));
                await scene.LookAgainAsync();
                tally.KeyUsed("old", now);
                break;
            case AlarmKind.QueueGrowing:
                scene.Measured = AlarmScene.Queue(open: 1, dead: 0, oldest: now.AddMinutes(-16));
                break;
            case AlarmKind.DeadLetters:
                scene.Measured = AlarmScene.Queue(open: 0, dead: 1, oldest: null);
                break;
            case AlarmKind.StoreDown:
                scene.Health.IsUp = false;
                await scene.LookAgainAsync();
                break;
            case AlarmKind.ReloadRefused:
                scene.Reload.Problems = [new ConfigurationProblem("$.Gateway.Limits", "is whsec_not_to_be_told.")];
                break;
            case AlarmKind.ConsecutiveFailures:
                Times(10, tally.Failed);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null);
        }
    }

    /// <summary>The same kind at the same route, of something else beside what was provoked.</summary>
    public static async Task ProvokeAnotherAsync(this AlarmScene scene, AlarmKind kind)
    {
        var tally = scene.Tally.Of(AlarmScene.Route);
        var now = scene.Clock.GetUtcNow();
        switch (kind)
        {
            case AlarmKind.SecretExpiring:
                scene.Routes = [scene.Routes[0] with { Secrets = [("2027-01", now.AddDays(6.5)), .. scene.Routes[0].Secrets] }];
                break;
            case AlarmKind.SecretRetired:
                tally.KeyUsed("older", now.AddDays(-3));
                await scene.LookAgainAsync();
                tally.KeyUsed("older", now);
                break;
            case AlarmKind.QueueGrowing:
                scene.Measured = AlarmScene.Queues(("audit", 7, 0, now.AddMinutes(-20)), ("images", 1, 0, now.AddMinutes(-50)));
                break;
            case AlarmKind.DeadLetters:
                scene.Measured = AlarmScene.Queues(("audit", 0, 1, null));
                break;
            case AlarmKind.ReloadRefused:
                scene.Reload.Problems = [new ConfigurationProblem("$.ReverseProxy", "is something else.")];
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null);
        }
    }

    private static void Times(int count, Action action)
    {
        for (var i = 0; i < count; i++)
        {
            action();
        }
    }
}
