using Gateway.Outcomes;

namespace Gateway.Observability;

/// <summary>
/// How many series the instruments can have. OpenTelemetry takes the memory of all of them at the start, used or not, which the garbage
/// collector counts: with room for sixteen a route in each instrument, ten thousand routes needed 800 MB of heap to start.
/// </summary>
/// <param name="Routes">Routes of the configuration.</param>
/// <param name="Keys">Names of keys that verify, those included that a provider may yet publish.</param>
/// <param name="Destinations">Of all routes that queue.</param>
/// <param name="Results">How an attempt at a delivery may end.</param>
internal sealed record SeriesRoom(int Routes, int Keys, int Destinations, int Results)
{
    /// <summary>OpenTelemetry's own limit of an instrument's series; what exceeds it is counted without labels.</summary>
    private const int Least = 2000;

    /// <summary>Of each kind, what may come by reloads and has series of its own.</summary>
    private const int MostNew = 1000;

    private const int LatencyOutcomes = 3;
    private const int StatusClasses = 7;
    private const int ViolationResults = 2;
    private const int FetchResults = 2;
    private const int JsonDefects = 16;

    /// <summary>The most series of an instrument, each place of which takes some 90 bytes.</summary>
    /// <param name="instrument">Its name.</param>
    public int Of(string instrument) => Math.Max(Least, instrument switch
    {
        "webhook_requests_total" => Grown(Routes) * Outcome.All.Count,
        "webhook_latency_seconds" => Grown(Routes) * LatencyOutcomes,
        "webhook_backend_responses_total" => Grown(Routes) * StatusClasses,
        "webhook_schema_violations_total" => Grown(Routes) * ViolationResults,
        "webhook_key_set_fetches_total" or "webhook_certificate_fetches_total" => Grown(Routes) * FetchResults, // Each may have a host of its own.
        "webhook_json_defects_total" => Grown(Routes) * JsonDefects,
        "webhook_signature_key_total" or "webhook_secret_expires_timestamp_seconds" => Grown(Keys),
        "webhook_delivery_attempts_total" => Grown(Destinations) * Results,
        "webhook_delivery_filtered_total" or "webhook_delivery_delay_seconds" or "webhook_queue_depth" or "webhook_queue_oldest_seconds"
            or "webhook_destination_paused" => Grown(Destinations),
        _ => Grown(Routes), // One a route; others have few, and none is a sender's to choose.
    });

    private static int Grown(int count) => count + Math.Min(count, MostNew);
}
