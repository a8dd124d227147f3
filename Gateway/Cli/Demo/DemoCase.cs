using Gateway.Cli.Sending;
using Gateway.Outcomes;

namespace Gateway.Cli.Demo;

/// <summary>One thing that is sent, and what has to become of it.</summary>
/// <param name="What">The same in words.</param>
/// <param name="Route">The route of the sample configuration that it is sent to.</param>
/// <param name="Expected">How each sending has to end: as many sendings as outcomes.</param>
internal sealed record DemoCase(string What, string Route, params IReadOnlyList<Outcome> Expected)
{
    /// <summary>Null for the type of the provider's sample.</summary>
    public string? EventType { get; init; }

    /// <summary>In place of the provider's sample, with the same placeholders.</summary>
    public string? Body { get; init; }

    /// <summary>How long ago the event was signed; negative for a clock ahead.</summary>
    public TimeSpan SignedAgo { get; init; }

    /// <summary>Signed by someone who does not know the route's secret.</summary>
    public bool ByImpostor { get; init; }

    /// <summary>What the sender does before it signs.</summary>
    public Action<WebhookDraft>? BeforeSigning { get; init; }

    /// <summary>What happens between the provider and the gateway.</summary>
    public Action<WebhookDraft>? OnTheWay { get; init; }

    /// <summary>All sendings together, while the backend still works on the first; else one after the other.</summary>
    public bool AtOnce { get; init; }

    /// <summary>How many times the backend fails first.</summary>
    public int BackendFailures { get; init; }

    /// <summary>How many sendings have to reach the backend.</summary>
    public int ExpectedArrivals => Expected.Count(outcome => outcome == Outcome.Forwarded);

    public IEnumerable<int> ExpectedStatuses => Expected.Select((outcome, index) =>
        index < BackendFailures ? StatusCodes.Status500InternalServerError : outcome.StatusCode);
}
