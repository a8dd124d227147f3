using System.CommandLine;
using Gateway.Cli.Providers;
using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli;

/// <summary><c>gateway providers</c>: which providers are known, and what one's preset checks and needs.</summary>
internal static class ProvidersCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "One provider, in full.", Arity = ArgumentArity.ZeroOrOne };
        var filter = new Option<string?>("--filter") { Description = "Only those whose id, name, status or algorithm contains this." };
        var markdown = new Option<bool>("--markdown") { Description = "As the page of the documentation." };
        var command = new Command("providers", "List the known providers, or show one with a route to paste.") { id, filter, markdown };
        command.SetAction(result => Run(
            result.GetValue(id), result.GetValue(filter), result.GetValue(markdown), result.InvocationConfiguration));
        return command;
    }

    private static int Run(string? id, string? filter, bool markdown, InvocationConfiguration console)
    {
        if (id is null)
        {
            var known = ShippedPresets.Names.Select(ProviderFacts.Of).Where(facts => filter is null || facts.Mentions(filter)).ToList();
            console.Output.Write(markdown ? ProviderPage.Of(known) : ProviderList.Of(known));
            return 0;
        }

        if (!ShippedPresets.Names.Contains(id, StringComparer.Ordinal))
        {
            console.Error.WriteLine($"No provider is called '{id}'.{NearestName.Suggest(id, ShippedPresets.Names)}");
            return GatewayCommand.WrongConfiguration;
        }

        console.Output.Write(ProviderSheet.Of(ProviderFacts.Of(id)));
        return 0;
    }
}
