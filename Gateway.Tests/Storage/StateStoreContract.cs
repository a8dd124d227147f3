using System.Text;
using Gateway.Storage.States;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What every store of states does.</summary>
public abstract class StateStoreContract
{
    private protected abstract IStateStore Store { get; }

    [Fact]
    public async Task What_was_never_written_is_not_there() => Assert.Null(await Store.ReadAsync(Name(), CancellationToken.None));

    [Theory]
    [InlineData("seen/ho{ok}s %7B")]
    [InlineData("alarm/silence/é\n")]
    [InlineData("")]
    public async Task What_was_written_is_read_as_it_was_under_its_own_name(string end)
    {
        var (name, content) = (Name() + end, Pattern.Bytes(900));

        Assert.True(await Store.WriteAsync(name, content, version: 0, CancellationToken.None));

        var entry = await Store.ReadAsync(name, CancellationToken.None);
        Assert.Equal(content, entry!.Content.ToArray());
        Assert.Equal(1, entry.Version);
        Assert.Null(await Store.ReadAsync(name + "x", CancellationToken.None));
    }

    [Fact]
    public async Task The_longest_content_is_kept_whole()
    {
        var (name, content) = (Name(), Pattern.Bytes(IStateStore.MostBytes));

        Assert.True(await Store.WriteAsync(name, content, version: 0, CancellationToken.None));

        Assert.Equal(content, (await Store.ReadAsync(name, CancellationToken.None))!.Content.ToArray());
    }

    [Fact]
    public async Task A_longer_one_is_refused_and_nothing_is_written()
    {
        var (name, content) = (Name(), Pattern.Bytes(IStateStore.MostBytes + 1));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.WriteAsync(name, content, version: 0, CancellationToken.None));

        Assert.Null(await Store.ReadAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task It_is_replaced_by_whoever_has_read_the_last_version_and_by_nobody_else()
    {
        var name = Name();
        await WriteAsync(name, "one", version: 0);

        Assert.False(await WriteAsync(name, "again", version: 0));
        Assert.True(await WriteAsync(name, "two", version: 1));
        Assert.False(await WriteAsync(name, "late", version: 1));
        Assert.False(await WriteAsync(name, "early", version: 3));

        var entry = await Store.ReadAsync(name, CancellationToken.None);
        Assert.Equal("two", Encoding.UTF8.GetString(entry!.Content.Span));
        Assert.Equal(2, entry.Version);
    }

    [Fact]
    public async Task Of_many_that_write_at_once_one_succeeds()
    {
        var name = Name();
        for (var version = 0; version < 5; version++)
        {
            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteAsync(name, $"{version}/{writer}", version))));

            Assert.Single(written, succeeded => succeeded);
        }

        Assert.Equal(5, (await Store.ReadAsync(name, CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task What_the_writer_does_with_its_memory_later_changes_nothing()
    {
        var (name, content) = (Name(), "kept"u8.ToArray());
        await Store.WriteAsync(name, content, version: 0, CancellationToken.None);

        Array.Clear(content);

        Assert.Equal("kept", Encoding.UTF8.GetString((await Store.ReadAsync(name, CancellationToken.None))!.Content.Span));
    }

    private async Task<bool> WriteAsync(string name, string content, long version) =>
        await Store.WriteAsync(name, Encoding.UTF8.GetBytes(content), version, CancellationToken.None);

    /// <summary>A store may be shared by the tests of a class.</summary>
    private static string Name() => Unique.Name("state");
}
