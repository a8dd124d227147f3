using System.Text.Json.Serialization;

namespace Gateway.Admin.Deliveries;

/// <summary>
/// What is to be delivered once more: of one event, by its id, the deliveries of a state or a destination; or every delivery of a
/// state that the other properties leave. A property that is misspelt must not choose everything, so it is refused.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RedeliveryRequest : DeliveryChoice
{
    public Guid? Id { get; init; }

    /// <summary>Says what would be redelivered, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where the answer before ended (<see cref="RedeliveryAnswer.Next"/>).</summary>
    public string? After { get; init; }
}
