using Gateway.Intake;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Destinations;

/// <summary>An event on its way to one destination.</summary>
/// <param name="Delivery">Which delivery it is.</param>
/// <param name="Webhook">The stored request, as it was verified; there until the attempt is over.</param>
/// <param name="Endpoint">Its route's: whatever is asked of the configuration is asked of it, so that all is of one.</param>
/// <param name="Policy">Its destination's, of the same configuration.</param>
/// <param name="At">When it is sent.</param>
internal sealed record OutboundEvent(
    TakenDelivery Delivery, InboundWebhook Webhook, Endpoint Endpoint, DestinationPolicy Policy, DateTimeOffset At);
