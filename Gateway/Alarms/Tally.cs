using System.Collections.Concurrent;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Alarms;

/// <summary>Counts what alarms go by, while anybody is to be told of them.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, RouteTally> _routes = new(StringComparer.Ordinal);
    private bool _isOn;

    /// <summary>Whether anything is counted.</summary>
    public bool IsOn
    {
        get => Volatile.Read(ref _isOn);
        set => Volatile.Write(ref _isOn, value);
    }

    /// <summary>Of one route; those come from the configuration only.</summary>
    public RouteTally Of(string route) => _routes.GetOrAdd(route, static _ => new RouteTally());

    /// <param name="webhook">What has ended.</param>
    /// <param name="outcome">How.</param>
    public void Count(InboundWebhook webhook, Outcome outcome)
    {
        if (!IsOn || webhook.Policy.Mode == VerificationMode.None)
        {
            return; // Anybody may send there: what failed says nothing of a provider, and nothing is forged.
        }

        var route = Of(webhook.Policy.Route);
        if (!webhook.IsProven)
        {
            if (outcome.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
            {
                route.Forged();
            }

            return;
        }

        if (webhook.CountedKeyId is { } key)
        {
            route.KeyUsed(key, webhook.ReceivedAt);
        }

        if (webhook.SignedAt is { } signed)
        {
            route.Timed(webhook.ReceivedAt - signed);
        }

        if (webhook.Context.Response.StatusCode is >= 200 and <= 299)
        {
            route.Succeeded();
        }
        else if (outcome != Outcome.DuplicateInFlight)
        {
            route.Failed(); // By what the provider sees: it counts whatever is not 2xx.
        }
    }
}
