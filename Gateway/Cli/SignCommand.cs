using System.CommandLine;
using Gateway.Cli.Sending;

namespace Gateway.Cli;

/// <summary><c>gateway sign</c>: the headers that the provider would send, for curl and the like.</summary>
internal static class SignCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var which = new SendingOptions();
        var config = ConfigOption.Create(environment);
        var withBody = new Option<bool>("--with-body") { Description = "Print the whole request, as 'gateway explain' reads it." };
        var showSecret = new Option<bool>("--show-secret") { Description = "Print a secret too that is sent itself: a shared token." };
        var command = new Command("sign", "Print the headers that the route's provider would send, one a line.")
        {
            which.Route, which.EventType, which.Body, which.Url, withBody, showSecret, config,
        };
        command.SetAction((result, cancellation) =>
        {
            var options = ConfigOption.Options(result.GetRequiredValue(config), environment);
            return new SignatureWriter(options, result.InvocationConfiguration)
                .WriteAsync(which.Read(result), result.GetValue(withBody), result.GetValue(showSecret), cancellation);
        });
        return command;
    }
}
