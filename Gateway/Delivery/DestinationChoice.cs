using Gateway.Delivery.Destinations;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Filters;

namespace Gateway.Delivery;

/// <summary>Which of a route's destinations a webhook goes to, by their <c>Where</c>.</summary>
/// <param name="Wanted">Those that it fits.</param>
/// <param name="Names">Theirs, as the store has them.</param>
/// <param name="End">How it ends where it goes to none; null if it goes on.</param>
internal readonly record struct DestinationChoice(IReadOnlyList<DestinationPolicy> Wanted, IReadOnlyList<string> Names, Outcome? End)
{
    /// <summary>Reads the body, whose memory may be let go of then.</summary>
    public static DestinationChoice Of(InboundWebhook webhook, DeliveryPolicy policy)
    {
        if (!policy.IsFiltered)
        {
            return new(policy.Destinations, policy.DestinationNames, End: null);
        }

        List<DestinationPolicy> wanted = [];
        List<string> names = [];
        foreach (var destination in policy.Destinations)
        {
            switch (destination.Where?.Judge(webhook) ?? FilterVerdict.Accepts)
            {
                case FilterVerdict.Accepts:
                    wanted.Add(destination);
                    names.Add(destination.Queue.Destination);
                    break;
                case FilterVerdict.Unreadable:
                    // None gets it, or what one of them wants would depend on what the others look at.
                    return new([], [], webhook.Memory.WasRefused ? Outcome.Overloaded : Outcome.BodyInvalid);
            }
        }

        return new(wanted, names, wanted.Count == 0 ? Outcome.Ignored : null);
    }
}
