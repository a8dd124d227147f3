using Gateway.Intake.Memory;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Stored;

/// <summary>Reads stored requests into memory that somebody is charged for, and decodes them there.</summary>
internal sealed class RequestReader(IDeliveryQueue queue, StoredRequestCodec codec, MemoryBudget budget)
{
    /// <summary>To look at it, at the expense of deliveries.</summary>
    public ValueTask<ReadRequest> ReadAsync(EventRecord record) =>
        ReadAsync(record.Event, record.ContentLength, budget.OpenForDelivery());

    /// <param name="stored">Whose. Its content may have come along, or not.</param>
    /// <param name="length">Of the content.</param>
    /// <param name="account">Charged before anything is read.</param>
    /// <param name="beside">What goes with it, in bytes, and is charged as long as it is.</param>
    public async ValueTask<ReadRequest> ReadAsync(StoredEvent stored, int length, MemoryAccount account, int beside = 0)
    {
        // A content that has come along is there as long as its delivery is being attempted.
        if (HeldBytes.TryRent(account, length, beside: stored.Content.Length + beside) is not { } held)
        {
            return new(ReadState.NoMemory);
        }

        if (stored.Content.Length == length)
        {
            stored.Content.CopyTo(held.Memory); // A store may keep what it has handed out: decoding changes it.
        }
        else if (await FillAsync(stored, held) is not ReadState.Read and var failure)
        {
            return new(failure);
        }

        var isRead = false;
        try
        {
            var request = codec.Decode(stored.Id, held.Memory);
            isRead = request is not null;
            return isRead ? new(ReadState.Read, request, held) : new(ReadState.Unreadable);
        }
        finally
        {
            if (!isRead)
            {
                held.Dispose();
            }
        }
    }

    private async ValueTask<ReadState> FillAsync(StoredEvent stored, HeldBytes held)
    {
        try
        {
            if (await queue.ReadContentAsync(stored, held.Memory, CancellationToken.None))
            {
                return ReadState.Read;
            }

            held.Dispose();
            return ReadState.Unreadable;
        }
        catch (StoreUnavailableException exception)
        {
            held.DisposeAfter(exception.Released);
            return ReadState.StoreUnavailable; // Counted and logged by the store.
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
