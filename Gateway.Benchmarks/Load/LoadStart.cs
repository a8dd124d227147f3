using System.Globalization;

namespace Gateway.Benchmarks.Load;

/// <summary>How a gateway started; times are from the start of its process.</summary>
/// <param name="Listens">Until its port answered, in seconds.</param>
/// <param name="Ready">Until it said that it is ready.</param>
/// <param name="Rests">Until it did nothing more by itself.</param>
/// <param name="Resident">In memory then, in bytes.</param>
internal sealed record LoadStart(double Listens, double Ready, double Rests, long Resident)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for all of it.</summary>
    /// <param name="process">Started just now.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="admin">Where it says whether it is ready.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="cancellation">Ends it before its time.</param>
    public static async Task<LoadStart> AwaitAsync(LoadProcess process, int port, int admin, TimeProvider clock, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        await process.ReachAsync(port, clock, cancellation, Patience);
        var listens = clock.GetElapsedTime(started);
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, admin, cancellation))
        {
            if (process.HasExited || clock.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException("A gateway has ended, or takes too long to start.");
            }

            await Task.Delay(BetweenLooks, clock, cancellation);
        }

        var ready = clock.GetElapsedTime(started);
        var rests = ready + await process.RestAsync(clock, cancellation);
        return new(listens.TotalSeconds, ready.TotalSeconds, rests.TotalSeconds, process.Resident.Now);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"listens after {Listens:0.0} s, ready after {Ready:0.0} s, at rest after {Rests:0.0} s with {Resident / 1e6:0} MB");

    private static async Task<bool> IsReadyAsync(HttpClient client, int admin, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{admin}/readyz"), cancellation);
        return answer.IsSuccessStatusCode;
    }
}
