using System.CommandLine;
using Gateway.Cli.Explaining;

namespace Gateway.Cli;

/// <summary><c>--config</c>, which every command that reads the configuration has.</summary>
internal static class ConfigOption
{
    private const string Variable = "GATEWAY_CONFIG";
    private const string Default = "config/gateway.json";

    public static Option<string> Create(Func<string, string?> environment) => new("--config")
    {
        Description = $"The configuration file. Default: {Variable}, else {Default} below the working directory or beside the program.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Find(environment),
    };

    public static GatewayOptions Options(string path, Func<string, string?> environment) => new()
    {
        ConfigPath = path,
        Environment = environment,
        Explains = KeptExplainer.Of,
    };

    private static string Find(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        var beside = Path.Combine(AppContext.BaseDirectory, Default);
        return File.Exists(Default) || !File.Exists(beside) ? Default : beside;
    }
}
