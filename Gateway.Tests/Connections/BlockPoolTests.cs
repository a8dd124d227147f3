using Gateway.Connections;

namespace Gateway.Tests.Connections;

public sealed class BlockPoolTests : IDisposable
{
    private const int Length = 4096;
    private const int MostKept = 8;

    private readonly BlockPool _pool = new(Length, MostKept);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void What_is_given_back_is_kept_for_the_next_up_to_a_bound()
    {
        var blocks = Enumerable.Range(0, MostKept + 3).Select(_ => _pool.Rent(Length)).ToList();
        Assert.Equal(Length, blocks[0].Memory.Length);
        Assert.Equal(0, _pool.KeptCount);

        blocks.ForEach(block => block.Dispose());
        Assert.Equal(MostKept, _pool.KeptCount);

        using var again = _pool.Rent();
        Assert.Same(blocks[0], again);
        Assert.Equal(MostKept - 1, _pool.KeptCount);
    }

    [Fact]
    public void No_block_is_longer_than_all_are() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _pool.Rent(Length + 1));

    [Fact]
    public void A_listener_that_stops_takes_nothing_from_the_others()
    {
        using var memory = new ConnectionMemory();
        memory.Create().Dispose();

        using var block = memory.Create().Rent();
        Assert.Equal(16 * 1024, block.Memory.Length);
    }
}
