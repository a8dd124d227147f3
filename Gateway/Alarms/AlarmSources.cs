using Gateway.Delivery;
using Gateway.Expectations;
using Gateway.Reading;
using Gateway.Storage;

namespace Gateway.Alarms;

/// <summary>Where it is seen that something is wrong.</summary>
/// <param name="Routes">The routes in force.</param>
/// <param name="Tally">What came to them.</param>
/// <param name="Silences">Which have fallen silent.</param>
/// <param name="Queues">What the queues held at the last look.</param>
/// <param name="Store">Whether it answers.</param>
/// <param name="Reload">Whether the file is in force.</param>
internal sealed record AlarmSources(
    Func<IEnumerable<AlarmRoute>> Routes,
    Tally Tally,
    Func<IReadOnlyList<RouteSilence>> Silences,
    Func<QueueMeasurement> Queues,
    IStoreHealth Store,
    ReloadState Reload);
