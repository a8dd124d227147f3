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
            backend.Url, $$"""{ {{SignedWebhook.Scheme}}, "Body": { "MaxBytes": {{16 * Mebibyte}} } }""");
        configuration.Change(root => root["Gateway"]!["Limits"] = new System.Text.Json.Nodes.JsonObject { ["MaxBufferedBytes"] = 48 * Mebibyte });
        configuration.Environment["DOTNET_GCHeapHardLimit"] = $"0x{64 * Mebibyte:x}";
        configuration.Environment["DOTNET_GCHeapAffinitizeMask"] = "1";
        await using var gateway = await GatewayProcess.StartAsync(configuration);

        // Proven, so that they may hold all that is allowed; small ones beside them then find no room in the heap.
        var sent = Enumerable.Range(0, 3).Select(_ => SendAsync(gateway, 12 * Mebibyte))
            .Concat(Enumerable.Range(0, 2000).Select(_ => SendAsync(gateway, 8000)))
            .ToArray();

        await Eventually.IsTrueAsync(() => Task.FromResult(gateway.HasExited), "the process has ended");
        await Task.WhenAll(sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // Nobody answers any more.
        Assert.Equal(134, gateway.ExitCode); // SIGABRT
    }

    private static async Task SendAsync(GatewayProcess gateway, int length)
    {
        using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), new byte[length]).Request(contentType: "x/y");
        using var answer = await gateway.Client.SendAsync(request);
    }
}
