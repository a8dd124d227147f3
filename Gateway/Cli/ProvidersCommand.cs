using System.CommandLine;
using Gateway.Cli.Providers;
using Gateway.Reading;

namespace Gateway.Cli;

/// <summary><c>gateway providers</c>: which providers are known, and what one's preset checks and needs.</summary>
internal static class ProvidersCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var id = new Argument<string?>("ID") { Description = "One provider, in full.", Arity = ArgumentArity.ZeroOrOne };
        var filter = new Option<string?>("--filter") { Description = "Only those whose id, name, status or algorithm contains this." };
        var markdown = new Option<bool>("--markdown") { Description = "As the page of the documentation." };
        var config = new Option<string?>("--config")
        {
            Description = "A configuration file, whose own presets ('Gateway:Providers') are listed too.",
            HelpName = "FILE",
        };
        var command = new Command("providers", "List the known providers, or show one with a route to paste.") { id, filter, markdown, config };
        command.SetAction(result =>
        {
            var (path, console) = (result.GetValue(config), result.InvocationConfiguration);
            if (path is not null && !File.Exists(path))
            {
                console.Error.WriteLine($"The configuration '{path}' is not there.");
                return GatewayCommand.WrongConfiguration;
            }

            var known = KnownProviders.Of(path, new ConfigurationFiles(Path.GetDirectoryName(Path.GetFullPath(path ?? "."))!, environment));
            return Run(known, result.GetValue(id), result.GetValue(filter), result.GetValue(markdown), console);
        });
        return command;
    }

    private static int Run(IReadOnlyList<ProviderFacts> known, string? id, string? filter, bool markdown, InvocationConfiguration console)
    {
        if (id is null)
        {
            var listed = known.Where(facts => filter is null || facts.Mentions(filter)).ToList();
            console.Output.Write(markdown ? ProviderPage.Of(listed) : ProviderList.Of(listed));
            return 0;
        }

        if (known.FirstOrDefault(facts => string.Equals(facts.Id, id, facts.IsOwn ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) is not { } found)
        {
            console.Error.WriteLine($"No provider is called '{id}'.{NearestName.Suggest(id, [.. known.Select(facts => facts.Id)])}");
            return GatewayCommand.WrongConfiguration;
        }

        console.Output.Write(ProviderSheet.Of(found));
        return 0;
    }
}
