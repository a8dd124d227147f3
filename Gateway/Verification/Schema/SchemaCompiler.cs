using Gateway.Intake;
using Gateway.JsonSchema;

namespace Gateway.Verification.Schema;

/// <summary>Compiles <c>Schema</c>. Every route has the stage: without a schema it still refuses ambiguous JSON.</summary>
internal static class SchemaCompiler
{
    /// <param name="context">Of the route.</param>
    /// <param name="written">The section.</param>
    /// <param name="readsEventType">Whether the route says where an event's type stands.</param>
    /// <param name="contentTypes">The media types that the route lets in; null for any.</param>
    /// <param name="isExtensible">Whether a longer body could be signed by who has no key.</param>
    /// <param name="signsBody">Whether all of the body is signed.</param>
    /// <param name="provesSenderAlone">Whether who has sent is proven, and nothing of what was sent: by a token or a certificate.</param>
    public static SchemaStage Compile(
        StageContext context, SchemaConfig? written, bool readsEventType, IReadOnlyList<string>? contentTypes, bool isExtensible, bool signsBody,
        bool provesSenderAlone)
    {
        var config = written ?? new SchemaConfig();
        var options = new SchemaOptions
        {
            AssertFormat = config.AssertFormat ?? false,
            AssertContent = config.AssertContent ?? false,
            UnknownKeywords = config.UnknownKeywords ?? UnknownKeywords.Warn,
        };
        var references = CompileReferences(context, config);
        var library = new SchemaLibrary(context.Files, references, options);
        var byDefault = config.File is null ? null : ReadSchema(context, library, config.File, "Schema", "File");
        var byEvent = new Dictionary<string, JsonSchema.Schema>(StringComparer.Ordinal);
        foreach (var (key, isWritten) in ((string, bool)[])[("ByEvent", config.ByEvent is { Count: > 0 }), ("OpenApi", config.OpenApi is not null)])
        {
            if (isWritten && !readsEventType)
            {
                context.Report("needs 'Events:Type', which says where the event's type stands.", "Schema", key);
            }
        }

        if (config.OpenApi is not null)
        {
            ReadWebhooks(context, library, config.OpenApi, byEvent);
        }

        foreach (var (eventType, file) in config.ByEvent ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (ReadSchema(context, library, file, "Schema", "ByEvent", eventType) is { } schema)
            {
                byEvent[eventType] = schema;
            }
        }

        if (config.File is null && config.OpenApi is null && byEvent.Count == 0)
        {
            ReportWithoutSchema(context, config);
        }

        if (isExtensible && config.Json?.AllowTrailingContent == true)
        {
            context.Report(
                "cannot be allowed with a plain digest that ends in the body: whoever has seen one webhook could append to it and sign that.",
                "Schema", "Json", "AllowTrailingContent");
        }

        if (config.Json?.AllowMalformed == true && (isExtensible || !signsBody))
        {
            context.Report(
                "can be allowed only where all of the body is signed, and not by a plain digest that ends in it: anybody could send what nobody reads here.",
                "Schema", "Json", "AllowMalformed");
        }

        return new SchemaStage(new SchemaPolicy(byDefault, byEvent, config.Mode ?? SchemaMode.Enforce)
        {
            NeedsJson = isExtensible,
            TakesEmpty = (signsBody || provesSenderAlone) && !isExtensible,
            TakesJson = contentTypes?.Any(MediaType.IsJson) == true,
            Drift = config.Drift == true ? new SchemaDrift(byEvent, context.Services.Clock) : null,
        });
    }

    private static SchemaReferences CompileReferences(StageContext context, SchemaConfig config)
    {
        var references = new SchemaReferences(context.Files);
        foreach (var (beginning, place) in config.References ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (references.Add(beginning, place) is { } problem)
            {
                context.Report(problem, "Schema", "References", beginning);
            }
        }

        return references;
    }

    /// <summary>How strictly all stages of the route read JSON.</summary>
    public static StrictJsonOptions CompileJson(StageContext context, JsonConfig? written)
    {
        var config = written ?? new JsonConfig();
        var depth = config.MaxDepth ?? StrictJsonOptions.Default.MaxDepth;
        if (depth is < 1 or > StrictJsonOptions.LargestDepth)
        {
            context.Report($"is {depth}; use 1 to {StrictJsonOptions.LargestDepth}.", "Schema", "Json", "MaxDepth");
            depth = StrictJsonOptions.Default.MaxDepth;
        }

        var values = config.MaxValues ?? StrictJsonOptions.Default.MaxValues;
        if (values is < 1 or > StrictJsonOptions.LargestValues)
        {
            context.Report($"is {values}; use 1 to {StrictJsonOptions.LargestValues}.", "Schema", "Json", "MaxValues");
            values = StrictJsonOptions.Default.MaxValues;
        }

        return new StrictJsonOptions
        {
            AllowDuplicateNames = config.AllowDuplicateNames ?? false,
            AllowInvalidUtf8 = config.AllowInvalidUtf8 ?? false,
            AllowByteOrderMark = config.AllowByteOrderMark ?? false,
            AllowTrailingContent = config.AllowTrailingContent ?? false,
            MaxDepth = depth,
            MaxValues = values,
        };
    }

    private static void ReportWithoutSchema(StageContext context, SchemaConfig config)
    {
        (string Key, bool IsWritten)[] keys =
        [
            ("References", config.References is { Count: > 0 }),
            ("AssertFormat", config.AssertFormat is not null),
            ("AssertContent", config.AssertContent is not null),
            ("UnknownKeywords", config.UnknownKeywords is not null),
            ("Mode", config.Mode is not null),
            ("Drift", config.Drift is not null),
        ];
        foreach (var (key, isWritten) in keys)
        {
            if (isWritten)
            {
                context.Report("has no effect without a schema; name one in 'File', 'ByEvent' or 'OpenApi'.", "Schema", key);
            }
        }
    }

    private static JsonSchema.Schema? ReadSchema(
        StageContext context, SchemaLibrary library, string place, params ReadOnlySpan<string> keys)
    {
        var findings = new SchemaFindings();
        var schema = library.Read(place, findings);
        Report(context, findings, keys);
        return schema;
    }

    private static void ReadWebhooks(StageContext context, SchemaLibrary library, string place, Dictionary<string, JsonSchema.Schema> byEvent)
    {
        var findings = new SchemaFindings();
        foreach (var (eventType, schema) in library.ReadWebhooks(place, findings) ?? new Dictionary<string, JsonSchema.Schema>(StringComparer.Ordinal))
        {
            byEvent[eventType] = schema;
        }

        Report(context, findings, "Schema", "OpenApi");
    }

    private static void Report(StageContext context, SchemaFindings findings, params ReadOnlySpan<string> keys)
    {
        foreach (var problem in findings.Problems)
        {
            context.Report(problem, keys);
        }

        foreach (var warning in findings.Warnings)
        {
            context.Warn(warning, keys);
        }
    }
}
