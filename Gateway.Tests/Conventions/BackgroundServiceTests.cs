using Gateway.Alarms;
using Gateway.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Conventions;

/// <summary>
/// What runs in the background goes on or ends the process with it: a deadline of a store or a client is a cancellation, too, and one that is taken for the
/// stop would end a watch that nobody misses.
/// </summary>
public sealed class BackgroundServiceTests
{
    /// <summary>What says that it is the stop.</summary>
    private static readonly string[] Stops = ["IsCancellationRequested", "isLast", "CancellationToken.None"];

    public static TheoryData<string> Services =>
    [
        .. typeof(AlarmWatch).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BackgroundService))).Select(type => type.FullName!).Order(StringComparer.Ordinal),
    ];

    /// <summary>What services start and nobody waits for.</summary>
    public static TheoryData<string> Started => ["Gateway.Delivery.Destinations.DestinationWorker", "Gateway.Verification.Signature.KeySets.KeySetFeed"];

    [Theory]
    [MemberData(nameof(Services))]
    [MemberData(nameof(Started))]
    public async Task A_service_takes_no_cancellation_for_the_stop_unless_it_is_one(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Assert.NotNull(typeof(AlarmWatch).Assembly.GetType(service));
        var parts = service.Split('.');
        var folder = Repository.PathOf([.. parts[..^1]]);
        var files = Directory.GetFiles(folder, $"{parts[^1]}*.cs");
        var lines = new List<string>();
        foreach (var file in files)
        {
            lines.AddRange(await File.ReadAllLinesAsync(file));
        }

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(
            lines.Where(line => line.Contains("OperationCanceledException", StringComparison.Ordinal) || line.Contains("TaskCanceledException", StringComparison.Ordinal)),
            line => !Stops.Any(stop => line.Contains(stop, StringComparison.Ordinal)));
    }
}
