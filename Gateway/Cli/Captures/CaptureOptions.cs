using System.CommandLine;
using Gateway.Admin.Captures;

namespace Gateway.Cli.Captures;

/// <summary>The options by which kept requests are chosen.</summary>
internal sealed class CaptureOptions
{
    private readonly Option<string?> _route = Text("--route", "Only this route's.", "ROUTE");
    private readonly Option<string?> _outcome = Text("--outcome", "Only those that ended so, e.g. signature_invalid.", "OUTCOME");
    private readonly Option<string?> _client = Text("--client", "Only those of this sender.", "IP");
    private readonly Option<string?> _from = Text("--from", "Only those received then or later, e.g. 2026-01-31T12:00:00Z; UTC unless it says otherwise.", "TIME");
    private readonly Option<string?> _until = Text("--until", "Only those received before.", "TIME");

    public void AddTo(Command command)
    {
        command.Options.Add(_route);
        command.Options.Add(_outcome);
        command.Options.Add(_client);
        command.Options.Add(_from);
        command.Options.Add(_until);
    }

    public ReleaseRequest Request(ParseResult result) => new()
    {
        Route = result.GetValue(_route),
        Outcome = result.GetValue(_outcome),
        Client = result.GetValue(_client),
        From = result.GetValue(_from),
        Until = result.GetValue(_until),
    };

    /// <summary>The same as a query.</summary>
    public string Query(ParseResult result)
    {
        var request = Request(result);
        (string Name, string? Value)[] parts =
        [
            ("route", request.Route), ("outcome", request.Outcome), ("client", request.Client), ("from", request.From), ("until", request.Until),
        ];
        return string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    private static Option<string?> Text(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };
}
