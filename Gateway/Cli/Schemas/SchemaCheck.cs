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
    public int Run(SchemaOrder order)
    {
        var files = new ConfigurationFiles(Directory.GetCurrentDirectory(), static _ => null);
        var findings = new SchemaFindings();
        var schemas = Read(files, order, findings);
        foreach (var warning in findings.Warnings)
        {
            console.Error.WriteLine(TerminalText.Of($"warning: {warning}"));
        }

        foreach (var problem in findings.Problems)
        {
            console.Error.WriteLine(TerminalText.Of(problem));
        }

        if (schemas is null)
        {
            return GatewayCommand.WrongConfiguration;
        }

        if (order.Instances.Count == 0)
        {
            var webhooks = schemas.Count == 1 ? "" : $", webhooks for {schemas.Count} names of event types";
            console.Output.WriteLine(TerminalText.Of($"{order.Place}: good{webhooks}"));
            return 0;
        }

        // One webhook may go by several names.
        if (schemas.Values.Distinct().ToList() is not [var schema])
        {
            console.Error.WriteLine(TerminalText.Of(
                $"'{order.Place}' is an OpenAPI document: say with --event which webhook is meant, "
                + $"or name a schema in it, such as '{order.Place}#/components/schemas/NAME'."));
            return GatewayCommand.WrongConfiguration;
        }

        return Hold(files, schema, order);
    }

    private static IReadOnlyDictionary<string, JsonSchema.Schema>? Read(ConfigurationFiles files, SchemaOrder order, SchemaFindings findings)
    {
        var references = new SchemaReferences(files);
        foreach (var reference in order.References)
        {
            // A URI may hold equals signs, the path of a file seldom does.
            var mark = reference.LastIndexOf('=');
            if (mark <= 0)
            {
                findings.Add($"'--reference {reference}' is not URI=FILE.");
                return null;
            }

            if (references.Add(reference[..mark], reference[(mark + 1)..]) is { } problem)
            {
                findings.Add($"'--reference {reference}': {problem}");
                return null;
            }
        }

        if (order.Event is not null && order.Place.Contains("#/", StringComparison.Ordinal))
        {
            findings.Add($"'{order.Place}' names a schema in a document, and '--event {order.Event}' a webhook: say one of them.");
            return null;
        }

        var library = new SchemaLibrary(files, references, order.Options);
        if (order.Event is null && !library.IsOpenApi(order.Place))
        {
            return library.Read(order.Place, findings) is { } schema
                ? new Dictionary<string, JsonSchema.Schema>(StringComparer.Ordinal) { [""] = schema }
                : null;
        }

        var webhooks = library.ReadWebhooks(order.Place, findings);
        if (webhooks is null || order.Event is null)
        {
            return webhooks;
        }

        if (webhooks.TryGetValue(order.Event, out var one))
        {
            return new Dictionary<string, JsonSchema.Schema>(StringComparer.Ordinal) { [order.Event] = one };
        }

        findings.Add($"'{order.Place}' has no webhook for the event type '{order.Event}'.{NearestName.Suggest(order.Event, webhooks.Keys)}");
        return null;
    }

    private int Hold(ConfigurationFiles files, JsonSchema.Schema schema, SchemaOrder order)
    {
        var exitCode = 0;
        foreach (var instance in order.Instances)
        {
            if (Read(files, instance, out var error) is not { } body)
            {
                console.Error.WriteLine(TerminalText.Of(error));
                return GatewayCommand.WrongConfiguration;
            }

            var defect = StrictJson.Check(body, order.Options.Json);
            var violations = defect == JsonDefect.None
                ? schema.Validate(body, MaxViolations)
                : [new SchemaViolation("", "", "", $"Is not strict JSON ({JsonPosition.Describe(defect, body, order.Options.Json)}).")];
            exitCode = violations.Count > 0 ? DoesNotFit : exitCode;
            console.Output.Write(order.AsJson ? BasicOutput.Of(instance, violations) : Text(instance, violations));
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
            return Line($"{instance}: fits");
        }

        var lines = violations.Select(violation =>
        {
            var place = violation.InstanceLocation.Length == 0 ? "(the whole)" : violation.InstanceLocation;
            return Line($"  {place}: {violation.Message} [{violation.KeywordLocation}]");
        });
        return $"{Line($"{instance}: does not fit")}{string.Concat(lines)}";
    }

    /// <summary>One, whatever names a payload or a schema has.</summary>
    private static string Line(string text) => TerminalText.Of(text) + Environment.NewLine;
}
