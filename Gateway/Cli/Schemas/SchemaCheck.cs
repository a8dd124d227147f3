using System.CommandLine;
using Gateway.JsonSchema;
using Gateway.Reading;
using Gateway.Verification.Schema;

namespace Gateway.Cli.Schemas;

/// <summary>Holds instances against a schema, and says what does not fit and where.</summary>
internal sealed class SchemaCheck(InvocationConfiguration console)
{
    private const int MaxViolations = 100;
    private const int DoesNotFit = 1;

    /// <summary>The exit code.</summary>
    public int Run(string place, IReadOnlyList<string> instances, bool assertFormat, bool asJson)
    {
        var files = new ConfigurationFiles(Directory.GetCurrentDirectory(), static _ => null);
        var problems = new List<string>();
        var library = new SchemaLibrary(files, new Dictionary<string, string>(StringComparer.Ordinal), assertFormat);
        if (library.Read(place, problems) is not { } schema)
        {
            problems.ForEach(console.Error.WriteLine);
            return GatewayCommand.WrongConfiguration;
        }

        if (instances.Count == 0)
        {
            console.Output.WriteLine($"{place}: good");
            return 0;
        }

        var exitCode = 0;
        foreach (var instance in instances)
        {
            if (Read(files, instance, out var error) is not { } body)
            {
                console.Error.WriteLine(error);
                return GatewayCommand.WrongConfiguration;
            }

            var violations = schema.Validate(body, MaxViolations);
            exitCode = violations.Count > 0 ? DoesNotFit : exitCode;
            console.Output.Write(asJson ? BasicOutput.Of(violations) : Text(instance, violations));
        }

        return exitCode;
    }

    private static byte[]? Read(ConfigurationFiles files, string instance, out string error)
    {
        if (instance != "-")
        {
            return files.Read(instance, out error);
        }

        error = "";
        using var input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        input.CopyTo(content);
        return content.ToArray();
    }

    private static string Text(string instance, IReadOnlyList<SchemaViolation> violations)
    {
        if (violations.Count == 0)
        {
            return $"{instance}: fits{Environment.NewLine}";
        }

        var lines = violations.Select(violation =>
            $"  {(violation.InstanceLocation.Length == 0 ? "(the whole)" : violation.InstanceLocation)}: {violation.Message} [{violation.KeywordLocation}]");
        return $"{instance}: does not fit{Environment.NewLine}{string.Join(Environment.NewLine, lines)}{Environment.NewLine}";
    }
}
