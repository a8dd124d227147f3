using System.CommandLine;
using System.Globalization;
using System.Net;
using Gateway.Admin.Captures;
using Gateway.Cli.Deliveries;
using Gateway.Cli.Explaining;
using Gateway.Cli.Explaining.Sources;

namespace Gateway.Cli;

/// <summary><c>gateway explain</c>: why a captured request is refused, and which mistake explains it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var file = new Argument<string?>("REQUEST-FILE")
        {
            Description = "The request as captured: request line, headers, an empty line, the exact body; or a curl command, or an HTTP archive. "
                + "'-' is standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var last = new Option<bool>("--last") { Description = "The newest request that the running gateway has kept, of --route if it is given." };
        var requestId = new Option<string?>("--request-id") { Description = "The kept request with the id of the log line, or of the answer.", HelpName = "ID" };
        var config = ConfigOption.Create(environment);
        var route = new Option<string?>("--route") { Description = "The route. Default: the one that the request line matches.", HelpName = "ROUTE" };
        var at = new Option<string?>("--at")
        {
            Description = "When it is judged: ISO 8601 or seconds since 1970. Default: now.",
            HelpName = "TIME",
        };
        var client = new Option<string?>("--client") { Description = "Who called, for IpAllowList.", HelpName = "IP" };
        var fetchKeys = new Option<bool>("--fetch-keys")
        {
            Description = "Fetch the key set or certificate that the provider publishes; else nothing is asked of any network.",
        };
        var command = new Command(
            "explain",
            "Judge a captured request by its route's own stages, and find the mistake if its signature is refused; exit code 0 if it "
            + "would be accepted, 1 if not.")
        {
            file, last, requestId, route, at, client, fetchKeys, config,
        };
        command.SetAction((result, cancellation) =>
        {
            var order = new ExplainOrder(
                result.GetValue(file), result.GetValue(route), ReadTime(result.GetValue(at)), ReadAddress(result.GetValue(client)),
                result.GetValue(fetchKeys));
            if (order.At is null && result.GetValue(at) is { } time)
            {
                return FailAsync(result.InvocationConfiguration, $"'{time}' is no time; write 2026-01-31T12:00:00Z or seconds since 1970.");
            }

            if (order.Client is null && result.GetValue(client) is { } address)
            {
                return FailAsync(result.InvocationConfiguration, $"'{address}' is no IP address.");
            }

            var isKept = result.GetValue(last) || result.GetValue(requestId) is not null;
            if (isKept == order.File is not null)
            {
                return FailAsync(result.InvocationConfiguration, "Say which request: a file ('-' is standard input), --last, or --request-id ID.");
            }

            if (isKept)
            {
                return AdminCommand.RunAsync(result, config, environment, async (admin, console) => await new Explainer(
                    ConfigOption.Options(result.GetRequiredValue(config), environment), console).ExplainAsync(
                    OfKept(order, await KeptSource.FindAsync(admin, result.GetValue(requestId), order.Route, cancellation)), cancellation));
            }

            var options = ConfigOption.Options(result.GetRequiredValue(config), environment);
            return new Explainer(options, result.InvocationConfiguration).ExplainAsync(order, cancellation);
        });
        return command;
    }

    /// <summary>By its own route, as at its own time and from its own sender, unless the command line says otherwise.</summary>
    private static ExplainOrder OfKept(ExplainOrder order, CaptureSheet kept) => order with
    {
        Kept = kept,
        Route = order.Route ?? kept.Route,
        At = order.At ?? kept.ReceivedAt,
        Client = order.Client ?? ReadAddress(kept.Client),
    };

    private static async Task<int> FailAsync(InvocationConfiguration console, string problem)
    {
        await console.Error.WriteLineAsync(problem);
        return GatewayCommand.WrongConfiguration;
    }

    private static IPAddress? ReadAddress(string? text) => IPAddress.TryParse(text, out var address) ? address : null;

    private static DateTimeOffset? ReadTime(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
