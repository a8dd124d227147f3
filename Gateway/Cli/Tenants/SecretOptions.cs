using System.CommandLine;
using System.Globalization;
using Gateway.Admin.Tenants;
using Gateway.Reading;

namespace Gateway.Cli.Tenants;

/// <summary>The secret that a command puts into the store. It never stands in a command line, which every process of the machine can read.</summary>
internal sealed class SecretOptions
{
    private const string StandardInput = "-";

    private readonly Option<string> _secret = new("--secret")
    {
        Description = "Where it is: env:NAME, file:PATH, or - for the first line of standard input.",
        HelpName = "WHERE",
        Required = true,
    };

    private readonly Option<string?> _id = new("--id") { Description = "The secret's name; one that is there is replaced. Default: default.", HelpName = "ID" };

    public Option<string?> NotBefore { get; } = new("--not-before") { Description = "Not accepted before, e.g. 2026-12-01T00:00:00Z.", HelpName = "TIME" };

    public Option<string?> NotAfter { get; } = new("--not-after") { Description = "Not accepted from then on.", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_secret);
        command.Options.Add(_id);
    }

    /// <summary>The change; null, and why, if there is none.</summary>
    public TenantChange? Read(ParseResult result, Func<string, string?> environment, out string problem)
    {
        if (!TryReadTime(result.GetValue(NotBefore), out var notBefore) || !TryReadTime(result.GetValue(NotAfter), out var notAfter))
        {
            problem = "--not-before and --not-after are times such as 2026-01-31 or 2026-01-31T12:00:00Z, UTC unless they say otherwise.";
            return null;
        }

        var where = result.GetRequiredValue(_secret);
        var text = where == StandardInput ? FirstLine(out problem) : new ConfigurationFiles(Directory.GetCurrentDirectory(), environment).ResolveSecret(where, out problem);
        return text is null ? null : new TenantChange { Id = result.GetValue(_id), Secret = text, NotBefore = notBefore, NotAfter = notAfter };
    }

    private static string? FirstLine(out string problem)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        var line = input.ReadLine();
        problem = string.IsNullOrEmpty(line) ? "Standard input has no secret in its first line." : "";
        return problem.Length == 0 ? line : null;
    }

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null)
        {
            return true;
        }

        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read);
        time = read;
        return isTime;
    }
}
