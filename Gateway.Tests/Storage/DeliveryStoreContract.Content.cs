using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    private const int JustTooLong = TakenDelivery.MostContent + 1;

    [Theory]
    [InlineData(JustTooLong)]
    [InlineData(1024 * 1024)]
    [InlineData((8 * 1024 * 1024) + 7)]
    public async Task A_large_content_is_read_on_its_own_to_the_byte(int length)
    {
        var accepted = await AcceptedAsync(received: NewEvent(Pattern.Bytes(length)));

        var taken = Assert.Single(await TakeAsync(Erp));
        var found = (await Archive.FindAsync(accepted.Id, CancellationToken.None))!;

        Assert.Equal(length, taken.ContentLength);
        Assert.Equal(length, found.ContentLength);
        Assert.Equal(length, Assert.Single(found.Deliveries).Bytes);
        AssertSame(accepted, taken.Event, withContent: false);
        AssertSame(accepted, found.Event, withContent: false);
        Assert.Equal(accepted.Content.ToArray(), await ReadContentAsync(taken.Event, length));
        Assert.Equal(accepted.Content.ToArray(), await ReadContentAsync(found.Event, length));
    }

    [Fact]
    public async Task A_content_of_another_length_or_of_an_event_that_is_not_kept_is_not_read()
    {
        var accepted = await AcceptedAsync(received: NewEvent(Pattern.Bytes(1000)));

        Assert.Null(await ReadContentAsync(accepted, 999));
        Assert.Null(await ReadContentAsync(accepted, 1001));
        Assert.Null(await ReadContentAsync(accepted with { Id = Unknown }, 1000));
        Assert.NotNull(await ReadContentAsync(accepted, 1000));
    }

    /// <summary>Twenty of the longest that come along: more than may come along together. None of them is lost, or out of turn.</summary>
    [Fact]
    public async Task More_contents_than_come_along_together_are_taken_all_the_same_in_order()
    {
        var accepted = new List<StoredEvent>();
        for (var count = 0; count < 20; count++)
        {
            accepted.Add(await AcceptedAsync(received: NewEvent(Pattern.Bytes(TakenDelivery.MostContent, start: (byte)count))));
        }

        var taken = await TakeAsync(Erp);

        Assert.Equal(accepted.Select(one => one.Id), taken.Select(one => one.Event.Id));
        Each.Is(taken, one => Assert.Equal(TakenDelivery.MostContent, one.ContentLength));
        Assert.Equal(TakenDelivery.MostContents, taken.Sum(one => one.Event.Content.Length));
        foreach (var (one, was) in taken.Zip(accepted))
        {
            Assert.True(one.Event.Content.IsEmpty || one.Event.Content.Span.SequenceEqual(was.Content.Span));
            Assert.Equal(was.Content.ToArray(), await ReadContentAsync(one.Event, TakenDelivery.MostContent));
        }
    }

    /// <summary>The memory of an acceptance goes to another webhook as soon as it is answered.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(JustTooLong)]
    public async Task What_was_accepted_is_no_longer_read_from_where_it_stood(int length)
    {
        var (expected, lent) = (Pattern.Bytes(length), Pattern.Bytes(length));
        var accepted = await AcceptedAsync(received: NewEvent(lent));

        lent.AsSpan().Fill(0xEE);

        Assert.Equal(expected, await ReadContentAsync(accepted, length));
    }

    /// <summary>Null if it says that it has not been read.</summary>
    private async Task<byte[]?> ReadContentAsync(StoredEvent stored, int length)
    {
        var destination = new byte[length];
        return await Queue.ReadContentAsync(stored, destination, CancellationToken.None) ? destination : null;
    }
}
