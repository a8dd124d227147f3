using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>A gateway that is given less memory than it is told to use.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class OutOfMemoryTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task A_process_that_has_run_out_of_memory_ends_and_does_not_hang()
    {
        await using var backend = await Upstream.StartAsync();
        backend.Answer = Hanging.UntilAbortedAsync;
        using var configuration = new TestConfiguration(
            backend.Url,
            $$"""{ {{SignedWebhook.Scheme}}, "Body": { "MaxBytes": {{8 * Mebibyte}} }, "Delivery": { "Mode": "Queue" } }""");
        configuration.Environment["DOTNET_GCHeapHardLimit"] = $"{96 * Mebibyte:x}";
        await using var gateway = await GatewayProcess.StartAsync(configuration);

        // What waits in memory is bounded by the store's own limit, 256 MiB by default, and not by the budget of requests.
        for (var sent = 0; sent < 40 && !gateway.HasExited; sent++)
        {
            await SendAsync(gateway).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // Nobody answers any more.
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(gateway.HasExited), "the process has ended");
        Assert.True(gateway.ExitCode is 134 or 139, $"It ended with {gateway.ExitCode}."); // SIGABRT; or SIGSEGV, where there is no memory to say so.
    }

    private static async Task SendAsync(GatewayProcess gateway)
    {
        using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), new byte[6 * Mebibyte]).Request(contentType: "x/y");
        using var answer = await gateway.Client.SendAsync(request);
    }
}
