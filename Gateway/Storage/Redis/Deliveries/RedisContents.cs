using System.Globalization;
using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>
/// The contents of events on their way into Redis and out of it. The client copies all that it is given at once, and what it reads:
/// large ones go in parts, and of all no more than a few megabytes at a time.
/// </summary>
internal sealed class RedisContents(RedisCommands commands, RedisKeys keys)
{
    private const int PartSize = TakenDelivery.MostContent;

    /// <summary>At a time, in either direction.</summary>
    private const int MostUnderWay = 8 * 1024 * 1024;

    private const string Whole = "content";

    /// <summary>How long parts wait to be accepted; else they were sent by a gateway that is gone.</summary>
    private static readonly TimeSpan PartLife = TimeSpan.FromMinutes(1);

    private readonly ContentGate _sent = new(MostUnderWay, commands.Clock);
    private readonly ContentGate _read = new(MostUnderWay, commands.Clock);

    /// <summary>Sends a large content before its event, and returns in how many parts. A small one goes with its event: none.</summary>
    public async ValueTask<int> SendPartsAsync(
        RedisOperation operation, IDatabase database, StoredEvent stored, SentContent sent, CancellationToken cancellation)
    {
        if (stored.Content.Length <= PartSize)
        {
            return 0;
        }

        var number = 0;
        for (var rest = stored.Content; !rest.IsEmpty; number++)
        {
            var part = rest[..Math.Min(PartSize, rest.Length)];
            rest = rest[part.Length..];
            await BeginToSendAsync(operation, part.Length, cancellation);
            try
            {
                await operation.BeforeDeadlineAsync(
                    sent.Send(database.StringSetAsync(keys.Part(stored.Route, stored.Id, number), part, PartLife)), cancellation);
            }
            finally
            {
                EndSending(part.Length);
            }
        }

        return number;
    }

    /// <summary>Waits until so much may be sent.</summary>
    public ValueTask BeginToSendAsync(RedisOperation operation, int length, CancellationToken cancellation) =>
        _sent.EnterAsync(length, commands.Remaining(operation), cancellation);

    public void EndSending(int length) => _sent.Leave(length);

    /// <inheritdoc cref="IDeliveryQueue.ReadContentAsync"/>
    public async ValueTask<bool> ReadAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation)
    {
        if (destination.Length <= PartSize)
        {
            return await ReadFieldAsync(stored, Whole, destination, cancellation);
        }

        var rest = destination;
        for (var number = 0; !rest.IsEmpty; number++)
        {
            var part = rest[..Math.Min(PartSize, rest.Length)];
            rest = rest[part.Length..];
            if (!await ReadFieldAsync(stored, string.Create(CultureInfo.InvariantCulture, $"{Whole}:{number}"), part, cancellation))
            {
                return number == 0 && await ReadFieldAsync(stored, Whole, destination, cancellation); // An earlier gateway's.
            }
        }

        return true;
    }

    private async ValueTask<bool> ReadFieldAsync(
        StoredEvent stored, string field, Memory<byte> destination, CancellationToken cancellation)
    {
        await _read.EnterAsync(destination.Length, commands.Timeout, cancellation);
        try
        {
            using var lease = await commands.SendAsync(
                keys.Event(stored.Route, stored.Id),
                static (database, key, field) => database.HashGetLeaseAsync(key, field, CommandFlags.DemandMaster),
                field,
                cancellation);
            return lease is not null && lease.Length == destination.Length && lease.Span.TryCopyTo(destination.Span);
        }
        finally
        {
            _read.Leave(destination.Length);
        }
    }
}
