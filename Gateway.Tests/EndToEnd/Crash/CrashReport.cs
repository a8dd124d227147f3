namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>What became of everything that was accepted.</summary>
/// <param name="Kills">How often something was ended without a warning.</param>
/// <param name="Accepted">Events that were answered 2xx.</param>
/// <param name="Refused">Answers that were none, or not 2xx: the provider sent those again.</param>
/// <param name="Delivered">Deliveries that arrived: accepted events times destinations, less the dead.</param>
/// <param name="Repeated">Deliveries that arrived again.</param>
/// <param name="RepeatedElsewhere">Those of them that were not in flight at a kill.</param>
/// <param name="Dead">Deliveries that stand in the dead letters.</param>
/// <param name="Lost">Deliveries of accepted events that are nowhere.</param>
internal sealed record CrashReport(
    int Kills, int Accepted, int Refused, int Delivered, int Repeated, int RepeatedElsewhere, int Dead, int Lost)
{
    public override string ToString() =>
        $"{Kills} kills: {Accepted} accepted, {Refused} not answered 2xx and sent again, {Delivered} delivered, {Repeated} repeated "
        + $"({RepeatedElsewhere} of them not in flight at a kill), {Dead} dead letters, {Lost} lost";
}
