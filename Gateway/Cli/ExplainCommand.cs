using System.CommandLine;
using System.Globalization;
using System.Net;
using Gateway.Cli.Explaining;

namespace Gateway.Cli;

/// <summary><c>gateway explain</c>: why a captured request is refused, and which mistake explains it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var file = new Argument<string>("REQUEST-FILE")
        {
            Description = "The request as captured: request line, headers, an empty line, the exact body. '-' is standard input.",
        };
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
            file, route, at, client, fetchKeys, config,
        };
        command.SetAction((result, cancellation) =>
        {
            var order = new ExplainOrder(
                result.GetRequiredValue(file), result.GetValue(route), ReadTime(result.GetValue(at)), ReadAddress(result.GetValue(client)),
                result.GetValue(fetchKeys));
            if (order.At is null && result.GetValue(at) is { } time)
            {
                return FailAsync(result.InvocationConfiguration, $"'{time}' is no time; write 2026-01-31T12:00:00Z or seconds since 1970.");
            }

            if (order.Client is null && result.GetValue(client) is { } address)
            {
                return FailAsync(result.InvocationConfiguration, $"'{address}' is no IP address.");
            }

            var options = ConfigOption.Options(result.GetRequiredValue(config), environment);
            return new Explainer(options, result.InvocationConfiguration).ExplainAsync(order, cancellation);
        });
        return command;
    }

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
