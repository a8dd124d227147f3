using System.Text;
using Gateway.Storage.Tenants;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What every store of tenants does.</summary>
public abstract class TenantStoreContract
{
    private protected abstract ITenantStore Store { get; }

    [Fact]
    public async Task What_was_never_written_is_not_there()
    {
        var route = Unique.Name("route");

        Assert.Null(await Store.ReadAsync(route, "acme", CancellationToken.None));
        Assert.Empty(await PageAsync(route));
    }

    [Theory]
    [InlineData("ho{ok}s %7B")]
    [InlineData("é\n")]
    [InlineData("")]
    public async Task What_was_written_is_read_as_it_was_under_its_own_names(string end)
    {
        var (route, content) = (Unique.Name("route") + end, Pattern.Bytes(900));

        Assert.Equal(TenantWrite.Written, await Store.WriteAsync(route, "acme", content, change: 0, CancellationToken.None));

        var entry = await Store.ReadAsync(route, "acme", CancellationToken.None);
        Assert.Equal(("acme", true), (entry!.Tenant, entry.Change > 0));
        Assert.Equal(content, entry.Content);
        Assert.Null(await Store.ReadAsync(route, "ACME", CancellationToken.None));
        Assert.Null(await Store.ReadAsync(route + "x", "acme", CancellationToken.None));
        Assert.Empty(await PageAsync(route + "x"));
    }

    [Fact]
    public async Task The_longest_content_is_kept_whole()
    {
        var (route, content) = (Unique.Name("route"), Pattern.Bytes(ITenantStore.MostBytes));

        await Store.WriteAsync(route, "acme", content, change: 0, CancellationToken.None);

        Assert.Equal(content, (await Store.ReadAsync(route, "acme", CancellationToken.None))!.Content);
    }

    [Fact]
    public async Task It_is_replaced_by_whoever_has_read_the_last_change_and_by_nobody_else()
    {
        var route = Unique.Name("route");
        var one = await WriteAsync(route, "acme", "one");

        Assert.Equal(TenantWrite.Overtaken, await Store.WriteAsync(route, "acme", Bytes("again"), change: 0, CancellationToken.None));
        Assert.Equal(TenantWrite.Written, await Store.WriteAsync(route, "acme", Bytes("two"), one, CancellationToken.None));
        Assert.Equal(TenantWrite.Overtaken, await Store.WriteAsync(route, "acme", Bytes("late"), one, CancellationToken.None));
        Assert.Equal(TenantWrite.Overtaken, await Store.WriteAsync(route, "acme", content: null, one, CancellationToken.None));

        Assert.Equal("acme=two", Told(await PageAsync(route)));
    }

    [Fact]
    public async Task Of_many_that_write_at_once_one_succeeds()
    {
        var route = Unique.Name("route");

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            writer => Task.Run(async () => await Store.WriteAsync(route, "acme", Bytes($"{writer}"), change: 0, CancellationToken.None))));

        Assert.Single(written, write => write == TenantWrite.Written);
    }

    [Fact]
    public async Task A_page_has_the_tenants_in_the_order_of_their_last_changes()
    {
        var route = Unique.Name("route");
        await WriteAsync(route, "acme", "1");
        await WriteAsync(route, "globex", "2");
        await WriteAsync(route, "initech", "3");
        await WriteAsync(route, "acme", "4");

        var first = await Store.PageAsync(route, after: 0, most: 2, isDownward: false, CancellationToken.None);
        var second = await Store.PageAsync(route, first[^1].Change, most: 2, isDownward: false, CancellationToken.None);
        var newest = await Store.PageAsync(route, long.MaxValue, most: 2, isDownward: true, CancellationToken.None);
        var before = await Store.PageAsync(route, newest[^1].Change, most: 2, isDownward: true, CancellationToken.None);

        Assert.Equal("globex=2 initech=3", Told(first));
        Assert.Equal("acme=4", Told(second));
        Assert.Equal("acme=4 initech=3", Told(newest));
        Assert.Equal("globex=2", Told(before));
        Assert.Empty(await Store.PageAsync(route, second[^1].Change, most: 2, isDownward: false, CancellationToken.None));
    }

    [Fact]
    public async Task Large_tenants_come_in_several_pages()
    {
        var route = Unique.Name("route");
        var names = Enumerable.Range(0, 6).Select(number => $"t{number}").ToList();
        foreach (var name in names)
        {
            await Store.WriteAsync(route, name, Pattern.Bytes(ITenantStore.MostBytes), change: 0, CancellationToken.None);
        }

        var (after, found) = (0L, new List<string>());
        while (await Store.PageAsync(route, after, most: 100, isDownward: false, CancellationToken.None) is { Count: > 0 } page)
        {
            found.AddRange(page.Select(entry => entry.Tenant));
            after = page[^1].Change;
        }

        Assert.Equal(names, found);
    }

    [Fact]
    public async Task Who_was_removed_is_told_of_without_a_content_and_can_come_back()
    {
        var route = Unique.Name("route");
        var one = await WriteAsync(route, "acme", "one");

        Assert.Equal(TenantWrite.Written, await Store.WriteAsync(route, "acme", content: null, one, CancellationToken.None));

        var gone = Assert.Single(await PageAsync(route));
        Assert.Equal(("acme", null, true), (gone.Tenant, gone.Content, gone.Change > one));
        Assert.Null((await Store.ReadAsync(route, "acme", CancellationToken.None))!.Content);

        await WriteAsync(route, "acme", "two");
        Assert.Equal("acme=two", Told(await PageAsync(route)));
    }

    [Fact]
    public async Task The_routes_of_which_something_has_changed_are_told()
    {
        var (one, other) = (Unique.Name("route"), Unique.Name("route"));
        await WriteAsync(one, "acme", "1");
        var before = await Store.ChangedAsync(after: 0, CancellationToken.None);
        await WriteAsync(other, "acme", "2");
        var after = await Store.ChangedAsync(before.Last, CancellationToken.None);

        Assert.Contains(one, before.Routes);
        Assert.Contains(other, after.Routes);
        Assert.DoesNotContain(one, after.Routes);
        Assert.Equal((before.Epoch, true), (after.Epoch, after.Last > before.Last));
        Assert.Empty((await Store.ChangedAsync(after.Last + 1000, CancellationToken.None)).Routes);
    }

    [Fact]
    public async Task What_the_writer_does_with_its_memory_later_changes_nothing()
    {
        var (route, content) = (Unique.Name("route"), "kept"u8.ToArray());
        await Store.WriteAsync(route, "acme", content, change: 0, CancellationToken.None);

        Array.Clear(content);

        Assert.Equal("acme=kept", Told(await PageAsync(route)));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Told(IEnumerable<TenantEntry> page) =>
        string.Join(' ', page.Select(entry => $"{entry.Tenant}={Encoding.UTF8.GetString(entry.Content!)}"));

    private async Task<IReadOnlyList<TenantEntry>> PageAsync(string route) =>
        await Store.PageAsync(route, after: 0, most: 100, isDownward: false, CancellationToken.None);

    private async Task<long> WriteAsync(string route, string tenant, string content)
    {
        var before = (await Store.ReadAsync(route, tenant, CancellationToken.None))?.Change ?? 0;
        Assert.Equal(TenantWrite.Written, await Store.WriteAsync(route, tenant, Bytes(content), before, CancellationToken.None));
        return (await Store.ReadAsync(route, tenant, CancellationToken.None))!.Change;
    }
}
