using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Reading;

/// <summary>What another server answers with takes the memory that it needs, and no more than it may.</summary>
public sealed class BoundedContentTests
{
    private const int Most = 512 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    [InlineData(Most)]
    public async Task What_is_as_large_as_it_may_be_is_read_whole(int length)
    {
        var sent = Pattern.Bytes(length);
        using var content = new StreamContent(new Pieces(sent));

        var read = await BoundedContent.ReadAsync(content, Most, CancellationToken.None);

        Assert.Equal(sent, read);
    }

    [Fact]
    public async Task What_is_larger_is_not_read_to_its_end()
    {
        var pieces = new Pieces(Pattern.Bytes(4 * Most));
        using var content = new StreamContent(pieces);

        Assert.Null(await BoundedContent.ReadAsync(content, Most, CancellationToken.None));

        Assert.InRange(pieces.HasRead, Most + 1, 2 * Most);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Most)]
    public async Task Whatever_it_announces_it_takes_as_much_as_comes(int? announced)
    {
        var pieces = new Pieces("{}"u8.ToArray());
        using var content = new StreamContent(pieces);
        content.Headers.ContentLength = announced;

        await BoundedContent.ReadAsync(content, Most, CancellationToken.None);

        Assert.InRange(pieces.LargestRoom, 1, 8 * 1024);
    }

    /// <summary>An answer that comes a little at a time, and is as long as nobody knows.</summary>
    private sealed class Pieces(byte[] content) : MemoryStream(content)
    {
        public int LargestRoom { get; private set; }

        public int HasRead { get; private set; }

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestRoom = Math.Max(LargestRoom, buffer.Length);
            var read = await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1500)], cancellationToken);
            HasRead += read;
            return read;
        }
    }
}
