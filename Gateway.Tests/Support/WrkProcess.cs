using System.Diagnostics;
using System.Globalization;

namespace Gateway.Tests.Support;

/// <summary>The load generator wrk, posting as fast as it is answered. Ended with the test, whatever becomes of that.</summary>
internal sealed class WrkProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _duration;

    private WrkProcess(Process process, TimeSpan duration) => (_process, _duration) = (process, duration);

    /// <param name="url">What it posts to.</param>
    /// <param name="folder">For its script.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="header">One of every request.</param>
    public static WrkProcess Start(Uri url, string folder, int seconds, string header)
    {
        var script = Path.Combine(folder, "post.lua");
        File.WriteAllText(script, "wrk.method = 'POST'\nwrk.body = 'x'\n");
        var process = Process.Start(new ProcessStartInfo("wrk")
        {
            ArgumentList =
            {
                "-t1", "-c16", "-d" + seconds.ToString(CultureInfo.InvariantCulture) + "s", "-s", script, "-H", header, url.ToString(),
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        return new WrkProcess(process, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>What it reports at its end.</summary>
    public async Task<string> ReportAsync()
    {
        using var patience = new CancellationTokenSource(_duration + Eventually.Patience);
        var report = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
