using System.CommandLine;
using Gateway.Cli.Sending;

namespace Gateway.Cli;

/// <summary><c>gateway send</c>: one webhook as the provider would send it, to see what the gateway does with it.</summary>
internal static class SendCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var route = new Argument<string>("ROUTE") { Description = "The route whose provider is played." };
        var config = ConfigOption.Create(environment);
        var eventType = new Option<string?>("--event")
        {
            Description = "The event's type. Default: the first one of the provider's sample.",
            HelpName = "TYPE",
        };
        var body = new Option<string?>("--body")
        {
            Description = "A file whose exact bytes are the body. Default: the provider's sample, with a fresh id and the time of now.",
            HelpName = "FILE",
        };
        var url = new Option<string?>("--url")
        {
            Description = "The gateway, or the whole URL. Default: ASPNETCORE_URLS or http://localhost:8080, and the route's path.",
            HelpName = "URL",
        };
        var verbose = new Option<bool>("--verbose") { Description = "Show the request's headers, with the signature." };
        var command = new Command("send", "Sign a webhook as the route's provider would, and send it; exit code 0 for 2xx, else 1.")
        {
            route, eventType, body, url, verbose, config,
        };
        command.SetAction((result, cancellation) =>
        {
            var order = new SendOrder(
                result.GetRequiredValue(route), result.GetValue(eventType), result.GetValue(body), result.GetValue(url),
                result.GetValue(verbose));
            var options = ConfigOption.Options(result.GetRequiredValue(config), environment);
            return new WebhookSender(options, result.InvocationConfiguration).SendAsync(order, cancellation);
        });
        return command;
    }
}
