using System.CommandLine;
using Gateway.Cli.Providers;
using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli;

/// <summary><c>gateway providers</c>: which providers are known, and what one's preset checks and needs.</summary>
internal static class ProvidersCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var id = new Argument<string?>("NAME") { Description = "One provider, in full, by its id or by what people call it.", Arity = ArgumentArity.ZeroOrOne };
        var filter = new Option<string?>("--filter") { Description = "Only those whose id, name, other names, status or algorithm contains this." };
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
                console.Error.WriteLine(TerminalText.Of($"The configuration '{path}' is not there."));
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

        var exact = known.FirstOrDefault(facts => facts.IsNamed(id));
        var found = exact is null ? Search(known, id) : [exact];
        return found.Length > 0 ? Show(found, console) : Explain(known, id, console);
    }

    /// <summary>Those of the configuration that are called so, then the shipped ones, or what stands in their place.</summary>
    private static ProviderFacts[] Search(IReadOnlyList<ProviderFacts> known, string name)
    {
        var shipped = OtherCatalogue.Find(name).Concat(PresetSearch.Find(name))
            .Select(id => known.First(facts => string.Equals(facts.Id, id, StringComparison.OrdinalIgnoreCase)));
        return [.. known.Where(facts => facts.IsOwn && facts.IsCalled(name)).Concat(shipped).Distinct()];
    }

    /// <summary>One in full, several a line each.</summary>
    private static int Show(ProviderFacts[] found, InvocationConfiguration console)
    {
        console.Output.Write(found is [var only] ? ProviderSheet.Of(only) : ProviderList.Of(found));
        return 0;
    }

    private static int Explain(IReadOnlyList<ProviderFacts> known, string name, InvocationConfiguration console)
    {
        console.Error.WriteLine(TerminalText.Of(UnwrittenScheme.All.FirstOrDefault(scheme => scheme.IsCalled(name)) is { } unwritten
            ? $"{unwritten.Name} is known and has no preset: it signs {unwritten.Scheme}. {unwritten.Why}"
            : $"No provider is called '{name}'.{NearestName.Suggest(name, [.. known.Select(facts => facts.Id)])}"));
        return GatewayCommand.WrongConfiguration;
    }
}
