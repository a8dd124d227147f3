using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks.Queue;

/// <summary><c>queue fill</c>: what a long queue costs, while the backend is down, when the gateway is started anew, and afterwards.</summary>
internal static class FillRun
{
    private const int Parts = 10;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(QueueOptions options, CancellationToken cancellation)
    {
        foreach (var store in options.Stores)
        {
            await using var gateway = await QueueGateway.StartAsync(store, options.Folder, concurrency: options.Concurrency[0], cancellation);
            var meter = new QueueMeter(gateway, TimeProvider.System);
            Write($"{store}: {options.Events:N0} events over {options.Connections[0]} connections");
            Write($"started anew while empty: {(await gateway.RestartAsync(cancellation)).TotalMilliseconds:N0} ms");
            await FillAsync(gateway, meter, options, cancellation);
            await LookAsync(gateway, cancellation);
            Write($"killed and started anew: {(await gateway.RestartAsync(cancellation)).TotalMilliseconds:N0} ms");
            WriteMemory(gateway, "after it");
            await LookAsync(gateway, cancellation);
            await gateway.StartBackendAsync(cancellation);
            for (var part = 0; part < 2; part++)
            {
                var sample = await meter.DeliverAsync(options.Events / Parts / 2, cancellation);
                Write($"delivered: {sample.PerSecond:N0} a second, {sample.CpuMicroseconds:0} us of the gateway's CPU each");
            }

            await LookAsync(gateway, cancellation);
            WriteMemory(gateway, "while it delivers");
        }
    }

    private static async Task FillAsync(QueueGateway gateway, QueueMeter meter, QueueOptions options, CancellationToken cancellation)
    {
        await meter.AcceptAsync(options.Connections[0], options.WarmUp, cancellation);
        var disk = gateway.DiskBytes();
        var redis = gateway.RedisBytes();
        WriteMemory(gateway, "warm");
        for (var part = 1; part <= Parts; part++)
        {
            var sample = await meter.AcceptAsync(options.Connections[0], options.Events / Parts, cancellation);
            Write(
                $"{part * (options.Events / Parts):N0}: {sample.PerSecond:N0} a second, p50 {sample.Median.TotalMilliseconds:0.0} ms, p99 {sample.Percentile99.TotalMilliseconds:0.0} ms, {sample.CpuMicroseconds:0} us, {sample.Commits} commits, {sample.Errors} errors, {sample.ForeignShare:P0} disturbed");
            WriteMemory(gateway, "");
        }

        var events = (double)(options.Events / Parts * Parts);
        Write($"on the disk: {(gateway.DiskBytes() - disk) / events:N0} bytes an event; in Redis: {(gateway.RedisBytes() - redis) / events:N0}");
    }

    /// <summary>How long one page of 100 takes, or one event.</summary>
    private static async Task LookAsync(QueueGateway gateway, CancellationToken cancellation)
    {
        const string newest = "/api/deliveries?newest=true";
        var (page, _) = await gateway.AskAsync(newest, cancellation);
        using var json = JsonDocument.Parse(page);
        var eventId = json.RootElement.GetProperty("deliveries")[0].GetProperty("eventId").GetString();
        foreach (var path in (string[])[newest, "/api/deliveries?state=waiting", "/api/deliveries?state=dead", $"/api/deliveries?eventId={eventId}", "/api/deliveries?type=none"])
        {
            var (answer, elapsed) = await gateway.AskAsync(path, cancellation);
            Write($"listed in {elapsed.TotalMilliseconds:0.0} ms, {answer.Length} bytes: {path}");
        }
    }

    private static void WriteMemory(QueueGateway gateway, string when)
    {
        var (now, most) = gateway.Process.Resident;
        Write($"  gateway {now / Megabyte:0} MB, at most {most / Megabyte:0} MB; disk {gateway.DiskBytes() / Megabyte:N0} MB; Redis {gateway.RedisBytes() / Megabyte:N0} MB {when}");
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
