using BenchmarkDotNet.Attributes;
using Gateway.Storage;
using Gateway.Storage.Memory;

namespace Gateway.Benchmarks.Stages;

/// <summary>One event's way through the claims in memory, while others stand there already.</summary>
[MemoryDiagnoser]
public class ClaimBenchmarks
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ClaimOwner _owner = new(Guid.NewGuid());
    private MemoryClaimStore _claims = null!;
    private UInt128 _next;

    [Params(0, 500_000)]
    public int Standing { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _claims = new MemoryClaimStore(TimeProvider.System);
        for (var i = 0; i < Standing; i++)
        {
            await _claims.TryClaimAsync(NextKey(), _owner, TimeSpan.FromDays(1), CancellationToken.None);
        }
    }

    [Benchmark]
    public async Task<bool> ClaimAndReleaseAsync()
    {
        var key = NextKey();
        var state = await _claims.TryClaimAsync(key, _owner, Lease, CancellationToken.None);
        await _claims.ReleaseAsync(key, _owner, Lease, CancellationToken.None);
        return state == ClaimState.Claimed;
    }

    // Spread as hashes are.
    private ClaimKey NextKey() => new("route", ++_next * 0x9E37_79B9_7F4A_7C15, _next);
}
