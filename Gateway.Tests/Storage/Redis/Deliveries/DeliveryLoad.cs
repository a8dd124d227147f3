using System.Buffers.Binary;
using System.Collections.Concurrent;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis.Deliveries;

/// <summary>A provider that sends events, each until it has been answered, and then looks for them in the queue.</summary>
internal sealed class DeliveryLoad(RedisDeliveryStore store) : IAsyncDisposable
{
    private static readonly QueueName Erp = new("orders", "erp");

    private readonly ConcurrentDictionary<Guid, bool> _answered = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _senders = [];

    public int Answered => _answered.Count;

    public void Start(int senders)
    {
        for (var sender = 0; sender < senders; sender++)
        {
            _senders.Add(Task.Run(SendAsync));
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_senders);
    }

    /// <summary>Whether it is stored, and answered so.</summary>
    public static async Task<bool> IsAcceptedAsync(RedisDeliveryStore store, Acceptance acceptance)
    {
        try
        {
            return await store.AcceptAsync(acceptance, default) is AcceptState.Accepted or AcceptState.Processed;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    public static Acceptance NewAcceptance(string route = "orders")
    {
        var received = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7(received);
        var key = new ClaimKey(route, BinaryPrimitives.ReadUInt128BigEndian(id.ToByteArray()), 0);
        return new Acceptance(
            new StoredEvent { Id = id, Route = route, ReceivedAt = new(received.Ticks / 10 * 10, TimeSpan.Zero), Content = id.ToByteArray() },
            ["erp"])
        {
            Claim = new Claim(new MemoryClaimStore(TimeProvider.System), key, ClaimOwner.Next(), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), AskedAt: 0),
        };
    }

    /// <summary>Those that were answered and that nobody is handed out.</summary>
    public async Task<int> LostAsync()
    {
        var missing = _answered.Keys.ToHashSet();
        while (true)
        {
            IReadOnlyList<TakenDelivery> taken;
            try
            {
                taken = await store.TakeAsync(Erp, 100, TimeSpan.FromMinutes(1), default);
            }
            catch (StoreUnavailableException)
            {
                continue;
            }

            if (taken.Count == 0)
            {
                return missing.Count;
            }

            missing.ExceptWith(taken.Select(delivery => delivery.Event.Id));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var acceptance = NewAcceptance();
            while (!await IsAcceptedAsync(store, acceptance))
            {
                if (_stop.IsCancellationRequested)
                {
                    return;
                }

                await Pause.BetweenAttemptsAsync();
            }

            _answered[acceptance.Event.Id] = true;
        }
    }
}
