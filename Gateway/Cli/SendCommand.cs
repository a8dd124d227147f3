using System.CommandLine;
using Gateway.Cli.Sending;

namespace Gateway.Cli;

/// <summary><c>gateway send</c>: one webhook as the provider would send it, to see what the gateway does with it.</summary>
internal static class SendCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var which = new SendingOptions();
        var config = ConfigOption.Create(environment);
        var verbose = new Option<bool>("--verbose") { Description = "Show the request's headers, with the signature." };
        var authority = new Option<string?>("--cacert")
        {
            Description = "A file in PEM with the certificates of those who may have issued the gateway's, in place of the system's.",
            HelpName = "FILE",
        };
        var command = new Command("send", "Sign a webhook as the route's provider would, and send it; exit code 0 for 2xx, else 1.")
        {
            which.Route, which.EventType, which.Body, which.Url, authority, verbose, config,
        };
        command.SetAction((result, cancellation) =>
        {
            var options = ConfigOption.Options(result.GetRequiredValue(config), environment);
            return new WebhookSender(options, result.InvocationConfiguration)
                .SendAsync(which.Read(result), result.GetValue(verbose), result.GetValue(authority), cancellation);
        });
        return command;
    }
}
