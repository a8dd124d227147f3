using Gateway.Reading;

namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>In which form a broker gets events, as written: null means the file does not say.</summary>
[Scalar(nameof(As))]
internal sealed record MessageFormatConfig
{
    /// <summary>The form. Default <see cref="MessageFormat.Received"/>, which has none of the keys below.</summary>
    public MessageFormat? As { get; init; }

    /// <summary>The attribute <c>source</c>, a template that makes a URI reference. Default: the route's name behind a slash, and the tenant's behind another.</summary>
    public string? Source { get; init; }

    /// <summary>The attribute <c>type</c>, a template such as <c>com.stripe.{type}</c>. Default <c>{type}</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The attribute <c>subject</c>, a template; an event without its value has none. Default: none.</summary>
    public string? Subject { get; init; }

    /// <summary>Further attributes by their names (1 to 20 lower-case letters and digits), each a template; at most 32. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
