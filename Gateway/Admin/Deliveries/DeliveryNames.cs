using Gateway.Delivery.Attempts;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>The words of the API and the command line for states and reasons.</summary>
internal static class DeliveryNames
{
    private static readonly string[] StateNames = [.. Enum.GetNames<DeliveryState>().Select(name => name.ToLowerInvariant())];

    /// <summary>The states that can be asked for.</summary>
    public static IReadOnlyList<string> States { get; } = StateNames[1..];

    /// <summary>Why a delivery may be dead.</summary>
    public static IReadOnlyList<string> Reasons { get; } =
        [DeadReason.FinalStatus, DeadReason.RetriesExhausted, DeadReason.ValueNotAllowed, DeadReason.MessageTooLarge];

    public static string Of(DeliveryState state) => StateNames[(int)state];

    /// <summary>The state of the name; null for one that is not known.</summary>
    public static DeliveryState? State(string name) =>
        Array.IndexOf(StateNames, name) is > 0 and var index ? (DeliveryState)index : null;
}
