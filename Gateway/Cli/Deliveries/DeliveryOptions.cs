using System.CommandLine;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary>The options by which <c>deliveries</c> and <c>dead-letters</c> choose.</summary>
/// <param name="state">The one state that the command is about; null leaves it to <c>--state</c>.</param>
internal sealed class DeliveryOptions(string? state)
{
    private readonly Option<string?> _state = Text("--state", $"Only those: {string.Join(", ", DeliveryNames.States)}.", "STATE");
    private readonly Option<string?> _route = Text("--route", "Only this route's.", "ROUTE");
    private readonly Option<string?> _destination = Text("--destination", "Only those to this cluster.", "CLUSTER");
    private readonly Option<string?> _type = Text("--type", "Only events of this type.", "TYPE");
    private readonly Option<string?> _event = Text("--event-id", "Only the event with the provider's id.", "ID");
    private readonly Option<string?> _reason = Text("--reason", $"Only those that are dead for this reason: {string.Join(" or ", DeliveryNames.Reasons)}.", "REASON");
    private readonly Option<string?> _from = Text("--from", "Only those received then or later, e.g. 2026-01-31T12:00:00Z; UTC unless it says otherwise.", "TIME");
    private readonly Option<string?> _until = Text("--until", "Only those received before.", "TIME");

    public void AddTo(Command command)
    {
        if (state is null)
        {
            command.Options.Add(_state);
        }

        command.Options.Add(_route);
        command.Options.Add(_destination);
        command.Options.Add(_type);
        command.Options.Add(_event);
        command.Options.Add(_reason);
        command.Options.Add(_from);
        command.Options.Add(_until);
    }

    /// <summary>Whether anything was chosen by.</summary>
    public bool IsChosen(ParseResult result)
    {
        var chosen = Request(result);
        return (chosen.Route ?? chosen.Destination ?? chosen.EventType ?? chosen.EventId ?? chosen.Reason ?? chosen.From ?? chosen.Until)
            is not null;
    }

    public RedeliveryRequest Request(ParseResult result) => new()
    {
        State = state ?? result.GetValue(_state),
        Route = result.GetValue(_route),
        Destination = result.GetValue(_destination),
        EventType = result.GetValue(_type),
        EventId = result.GetValue(_event),
        Reason = result.GetValue(_reason),
        From = result.GetValue(_from),
        Until = result.GetValue(_until),
    };

    /// <summary>The same as a query.</summary>
    public string Query(ParseResult result)
    {
        var request = Request(result);
        (string Name, string? Value)[] parts =
        [
            ("state", request.State), ("route", request.Route), ("destination", request.Destination), ("eventType", request.EventType),
            ("eventId", request.EventId), ("reason", request.Reason),
            ("from", request.From), ("until", request.Until),
        ];
        return string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    private static Option<string?> Text(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };
}
