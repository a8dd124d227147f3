using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis.Deliveries;

public sealed class RedisDeliveryStoreTests : DeliveryStoreContract, IClassFixture<PlainRedis>
{
    private readonly RedisDeliveryStore _store;
    private readonly RedisCommands _commands;

    public RedisDeliveryStoreTests(PlainRedis redis)
    {
        ArgumentNullException.ThrowIfNull(redis);
        _commands = redis.Commands;
        _store = new RedisDeliveryStore(redis.Commands);
        Claims = new RedisClaimStore(redis.Commands);
    }

    private protected override IDeliveryQueue Queue => _store;

    private protected override IDeliveryArchive Archive => _store;

    private protected override IClaimStore Claims { get; }

    [Fact]
    public async Task A_large_content_that_an_earlier_gateway_has_stored_in_one_piece_is_read()
    {
        var content = Pattern.Bytes(1_000_000);
        var accepted = await AcceptedAsync();
        await _commands.SendAsync(
            new RedisKeys(_commands.KeyPrefix).Event(accepted.Route, accepted.Id),
            static (database, key, content) => database.HashSetAsync(key, "content", content),
            content,
            CancellationToken.None);

        var taken = Assert.Single(await TakeAsync(new QueueName(accepted.Route, "erp")));
        var read = new byte[taken.ContentLength];

        Assert.True(await _store.ReadContentAsync(taken.Event, read, CancellationToken.None));
        Assert.Equal(content, read);
    }

    [Fact]
    public async Task Nothing_is_left_of_the_parts_that_a_large_content_was_sent_in()
    {
        var claim = NewClaim();
        var accepted = NewEvent(new byte[1_000_000]);
        Assert.Equal(AcceptState.Accepted, await AcceptAsync(accepted, claim));
        var duplicate = NewEvent(new byte[1_000_000]);
        Assert.Equal(AcceptState.Processed, await AcceptAsync(duplicate, claim));

        var keys = new RedisKeys(_commands.KeyPrefix);
        foreach (var sent in (StoredEvent[])[accepted, duplicate])
        {
            Assert.False(await _commands.SendAsync(
                keys.Part(sent.Route, sent.Id, 0),
                static (database, key, _) => database.KeyExistsAsync(key),
                state: 0,
                CancellationToken.None));
        }
    }
}
