using BenchmarkDotNet.Attributes;

namespace Gateway.Benchmarks.Stages;

/// <summary>Every stage on a webhook of one kilobyte, without a network: what verification costs, whole and in parts.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private ReceivedWebhook _webhook = null!;

    [Params(null, "IpAllowList", "RateLimit", "Events", "Schema", "Deduplication")]
    public string? Without { get; set; }

    [GlobalSetup]
    public async Task SetupAsync() => _webhook = await ReceivedWebhook.CreateAsync(Without);

    [GlobalCleanup]
    public async Task CleanupAsync() => await _webhook.DisposeAsync();

    [Benchmark]
    public async Task<bool> VerifyAsync()
    {
        using var webhook = _webhook.Admit();
        var verdict = await _webhook.Route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None);
        if (!verdict.Passed)
        {
            throw new InvalidOperationException(verdict.Outcome.Code);
        }

        if (webhook.Claim is { } claim)
        {
            // So that the same webhook may come again.
            await _webhook.Claims.ReleaseAsync(claim.Key, claim.Owner, claim.Lease, CancellationToken.None);
        }

        return verdict.Passed;
    }
}
