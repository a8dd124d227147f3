using System.CommandLine;
using Gateway.Cli.Sending;

namespace Gateway.Cli;

/// <summary>What <c>gateway send</c> and <c>gateway sign</c> both ask: which webhook.</summary>
internal sealed class SendingOptions
{
    public Argument<string> Route { get; } = new("ROUTE") { Description = "The route whose provider is played." };

    public Option<string?> EventType { get; } = new("--event")
    {
        Description = "The event's type. Default: the first one of the provider's sample; 'gateway providers NAME' lists them.",
        HelpName = "TYPE",
    };

    public Option<string?> Body { get; } = new("--body")
    {
        Description = "A file whose exact bytes are the body. Default: the provider's sample, with a fresh id and the time of now.",
        HelpName = "FILE",
    };

    public Option<string?> Url { get; } = new("--url")
    {
        Description = "The gateway, or the whole URL. Default: where the configuration and the environment have it listen, and the route's path.",
        HelpName = "URL",
    };

    public DraftOrder Read(ParseResult result) =>
        new(result.GetRequiredValue(Route), result.GetValue(EventType), result.GetValue(Body), result.GetValue(Url));
}
