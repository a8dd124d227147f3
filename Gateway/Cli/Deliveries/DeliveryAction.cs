namespace Gateway.Cli.Deliveries;

/// <summary>What can be done with deliveries that are over.</summary>
/// <param name="Name">Of the command.</param>
/// <param name="Description">Of the command, for its help.</param>
/// <param name="Path">Of the API.</param>
/// <param name="Done">What has become of them then.</param>
internal sealed record DeliveryAction(string Name, string Description, string Path, string Done)
{
    public static DeliveryAction Replay { get; } =
        new("replay", "Deliver once more what is delivered or dead.", "/api/deliveries/replay", "replayed");

    public static DeliveryAction Discard { get; } =
        new("discard", "Remove dead letters for good.", "/api/deliveries/discard", "discarded");
}
