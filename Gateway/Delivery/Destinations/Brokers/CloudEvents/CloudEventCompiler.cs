namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>Compiles a broker's <c>Format</c>.</summary>
internal static class CloudEventCompiler
{
    private const string Key = "Format";
    private const int MostAttributes = 32;

    /// <summary>The policy; null where events are as they were received, or a problem was reported.</summary>
    /// <param name="broker">The broker's section.</param>
    /// <param name="written">Its <c>Format</c>.</param>
    /// <param name="binding">Of its protocol.</param>
    public static CloudEventPolicy? Compile(BrokerSection broker, MessageFormatConfig? written, CloudEventBinding binding)
    {
        var section = broker.Within(Key);
        if (written is null)
        {
            return null;
        }

        if (written.As is null or MessageFormat.Received)
        {
            ReportIdle(section, written);
            return null;
        }

        if (written.As == MessageFormat.CloudEvents && binding.Prefix is null)
        {
            section.Report("has no binary mode here: CloudEvents has no binding of this protocol. Write \"CloudEventsStructured\", which is one JSON object wherever it lies.");
        }

        var hasTenants = broker.Route.Section.Node.At("Tenant", "From").Value is not null;
        var own = $"/{Uri.EscapeDataString(broker.Route.Route)}{(hasTenants ? "/{tenant}" : "")}";
        var source = section.Template(written.Source ?? own, nameof(written.Source), "https://example.com/webhooks/{route}", CloudEventText.UriReferenceDefect);
        var type = section.Template(written.Type ?? "{type}", nameof(written.Type), "com.example.{type}", CloudEventText.StringDefect);
        var optional = Optional(section, written);
        return source is null || type is null
            ? null
            : new CloudEventPolicy
            {
                IsStructured = written.As == MessageFormat.CloudEventsStructured,
                Binding = binding,
                Source = source,
                Type = type,
                Optional = optional,
            };
    }

    private static void ReportIdle(BrokerSection section, MessageFormatConfig written)
    {
        (string Key, bool IsWritten)[] keys =
        [
            (nameof(written.Source), written.Source is not null),
            (nameof(written.Type), written.Type is not null),
            (nameof(written.Subject), written.Subject is not null),
            (nameof(written.Attributes), written.Attributes is not null),
        ];
        foreach (var (key, _) in keys.Where(key => key.IsWritten))
        {
            section.Report("has no effect without \"As\": \"CloudEvents\" or \"CloudEventsStructured\"; add that, or remove this.", key);
        }
    }

    private static List<KeyValuePair<string, ValueTemplate>> Optional(BrokerSection section, MessageFormatConfig written)
    {
        var optional = new List<KeyValuePair<string, ValueTemplate>>();
        if (written.Subject is { } subject
            && section.Template(subject, nameof(written.Subject), "{body:/id}", CloudEventText.StringDefect) is { } compiled)
        {
            optional.Add(new("subject", compiled));
        }

        if (written.Attributes?.Count > MostAttributes)
        {
            section.Report($"has {written.Attributes.Count} attributes; use {MostAttributes} at most.", nameof(written.Attributes));
        }

        var attributes = section.Within(nameof(written.Attributes));
        foreach (var (name, text) in written.Attributes ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (CloudEventText.NameDefect(name) is { } wrong)
            {
                attributes.Report($"'{name}' {wrong}", name);
            }
            else if (attributes.Template(text, name, "{tenant}", CloudEventText.StringDefect) is { } template)
            {
                optional.Add(new(name, template));
            }
        }

        return optional;
    }
}
