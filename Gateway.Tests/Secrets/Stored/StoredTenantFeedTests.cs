using System.Text;
using Gateway.Secrets;
using Gateway.Secrets.Stored;
using Gateway.Storage;
using Gateway.Storage.Memory.Tenants;
using Gateway.Storage.Tenants;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Secrets.Stored;

/// <summary>What is in the store is what is known, within one look.</summary>
public sealed class StoredTenantFeedTests : IDisposable
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly CapturedLog _log = new();
    private readonly Flaky _store;
    private readonly StoredTenantFeed _feed = new();
    private readonly TenantRegister _register;
    private readonly TenantCipher _cipher;
    private IReadOnlyList<ContentKey> _keys = [new("a", Pattern.Bytes(32))];

    public StoredTenantFeedTests()
    {
        _store = new Flaky(new MemoryTenantStore(_clock));
        _cipher = new TenantCipher(() => _keys);
        _register = new TenantRegister(_store, _cipher);
        _feed.Connect(_store, _cipher, _clock, _log.CreateLogger("tenants"));
    }

    [Fact]
    public async Task Until_it_has_been_read_nothing_is_known_of_anybody()
    {
        var hooks = _feed.Of("hooks");

        Assert.False(hooks.Knows("acme"));
        Assert.False(await ((ITenantSource)hooks).AskAsync("acme"));
        await RefreshAsync();
        Assert.True(hooks.Knows("acme"));
        Assert.Equal("", Told(hooks));
    }

    [Fact]
    public async Task What_is_added_changed_and_removed_is_known_with_the_next_look()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        await PutAsync("globex", "two");
        await RefreshAsync();
        Assert.Equal("acme=one globex=two", Told(hooks));

        await PutAsync("acme", "uno");
        await _register.ChangeAsync("hooks", "globex", _ => null, CancellationToken.None);
        await PutAsync("other", "three", route: "elsewhere");
        await RefreshAsync();

        Assert.Equal("acme=uno", Told(hooks));
        Assert.Equal("other=three", Told(await KnownAsync("elsewhere")));
    }

    [Fact]
    public async Task A_look_that_finds_nothing_reads_no_tenant_and_one_change_reads_one_route()
    {
        _feed.Of("hooks");
        _feed.Of("others");
        await PutAsync("acme", "one");
        await RefreshAsync();
        var before = _store.Pages;

        await RefreshAsync();
        Assert.Equal(before, _store.Pages);
        await PutAsync("acme", "two");
        await RefreshAsync();
        Assert.Equal(before + 2, _store.Pages); // The change, and that there is no other.
    }

    [Fact]
    public async Task Who_has_not_changed_is_the_same_record_whatever_is_read_anew()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        await RefreshAsync();
        hooks.Tenants.TryFind("acme", out var before);

        await PutAsync("globex", "two");
        _clock.Advance(StoredTenantFeed.WholePeriod);
        await RefreshAsync();

        hooks.Tenants.TryFind("acme", out var after);
        Assert.Same(before.Bytes, after.Bytes);
        Assert.Equal(2, hooks.Tenants.Count);
    }

    [Fact]
    public async Task While_the_store_is_away_what_is_known_stays()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        await RefreshAsync();

        _store.IsAway = true;
        await RefreshAsync();

        Assert.Equal("acme=one", Told(hooks));
        Assert.True(hooks.Knows("acme"));
        _store.IsAway = false;
        await PutAsync("acme", "two");
        await RefreshAsync();
        Assert.Equal("acme=two", Told(hooks));
    }

    [Fact]
    public async Task Behind_a_rest_nobody_is_known_by_what_was_read_before_it()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        await RefreshAsync();

        ((ITenantFeed)_feed).Rest(); // A reload has left no route with tenants in the store.
        await _register.ChangeAsync("hooks", "acme", _ => null, CancellationToken.None);
        _store.IsAway = true;
        await RefreshAsync();

        Assert.False(_feed.Of("hooks").Knows("acme")); // It may have been taken back meanwhile, as it was.
        Assert.False(await ((ITenantSource)hooks).AskAsync("acme"));
        _store.IsAway = false;
        await RefreshAsync();
        Assert.True(hooks.Knows("acme"));
        Assert.Equal("", Told(hooks));
    }

    [Fact]
    public async Task A_store_that_counts_anew_is_read_anew()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        await PutAsync("globex", "two");
        await RefreshAsync();

        _store.Inner = new MemoryTenantStore(_clock); // As a Redis that was emptied.
        await PutAsync("initech", "three");
        await RefreshAsync();

        Assert.Equal("initech=three", Told(hooks));
    }

    [Fact]
    public async Task Keys_are_exchanged_and_nobody_is_refused()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        await RefreshAsync();

        _keys = [new("b", Pattern.Bytes(32, start: 7)), .. _keys];
        await PutAsync("globex", "two");
        await RefreshAsync();
        Assert.Equal("acme=one globex=two", Told(hooks));

        _keys = [_keys[0]];
        await RefreshAsync();
        await RefreshAsync();
        Assert.Equal("acme=one globex=two", Told(hooks));
        Assert.Single(_log.Lines, line => line.Contains("The tenant 'acme'", StringComparison.Ordinal));
        Assert.Equal(RegisterState.Unreadable, (await _register.FindAsync("hooks", "acme", CancellationToken.None)).State);
    }

    [Fact]
    public async Task What_one_tenant_has_is_no_other_tenants_whoever_writes_to_the_store()
    {
        var hooks = _feed.Of("hooks");
        await PutAsync("acme", "one");
        var stolen = (await _store.ReadAsync("hooks", "acme", CancellationToken.None))!.Content;

        await _store.WriteAsync("hooks", "globex", stolen, change: 0, CancellationToken.None);
        await _store.WriteAsync("elsewhere", "acme", stolen, change: 0, CancellationToken.None);
        await RefreshAsync();

        Assert.Equal("acme=one", Told(hooks));
        Assert.Equal("", Told(await KnownAsync("elsewhere")));
        Assert.Equal(["globex"], hooks.Unreadable.Keys);
    }

    [Fact]
    public async Task A_route_that_is_written_in_other_letters_has_what_it_will_have_after_a_restart()
    {
        await PutAsync("acme", "one", route: "Hooks");
        Assert.Equal("acme=one", Told(await KnownAsync("Hooks")));

        Assert.Equal("", Told(await KnownAsync("hooks"))); // As in the store, which a start reads.
        Assert.Equal("hooks", _feed.Of("hooks").Route);
    }

    [Fact]
    public async Task What_keeps_to_no_bound_is_one_tenant_s_fault()
    {
        var hooks = _feed.Of("hooks");
        var many = Enumerable.Range(0, 17).Select(number => new StoredSecret($"s{number}", "x", null, null, _clock.GetUtcNow()));
        StoredTenant[] odd =
        [
            StoredTenant.New with { Secrets = [.. many] },
            StoredTenant.New with { Secrets = [new("default", new string('x', 70_000), null, null, _clock.GetUtcNow())] },
            StoredTenant.New with { Secrets = [new("a b", "x", null, null, _clock.GetUtcNow())] },
            StoredTenant.New with { Secrets = null! },
            StoredTenant.New with { Mode = (TenantMode)3 },
        ];
        for (var i = 0; i < odd.Length; i++)
        {
            await _store.WriteAsync("hooks", $"odd{i}", _cipher.Seal("hooks", $"odd{i}", odd[i]), change: 0, CancellationToken.None);
        }

        await PutAsync("acme", "one");
        await RefreshAsync();

        Assert.Equal("acme=one", Told(hooks));
        Assert.Equal(odd.Length, hooks.Unreadable.Count);
    }

    [Fact]
    public async Task What_cannot_be_decrypted_and_is_gone_is_not_told_of_any_more()
    {
        var hooks = _feed.Of("hooks");
        await _store.WriteAsync("hooks", "acme", [1, 2, 3], change: 0, CancellationToken.None);
        await RefreshAsync();
        Assert.Equal(["acme"], hooks.Unreadable.Keys);

        _store.Inner = new MemoryTenantStore(_clock); // A store that has lost it.
        await RefreshAsync();

        Assert.Empty(hooks.Unreadable);
    }

    [Fact]
    public async Task Of_many_that_cannot_be_decrypted_the_log_names_the_first_and_says_how_many_more_there_are()
    {
        _feed.Of("hooks");
        for (var i = 0; i < 300; i++)
        {
            await _store.WriteAsync("hooks", $"t{i}", [1, 2, 3], change: 0, CancellationToken.None);
        }

        await RefreshAsync();

        Assert.Equal(UnreadableTenants.MostTold + 1, _log.Lines.Count);
        Assert.Contains("290 more tenants", _log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_several_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => AddAsync("acme", $"s{number}"))));

        var (_, tenant) = await _register.FindAsync("hooks", "acme", CancellationToken.None);
        Assert.Equal(["s0", "s1", "s2", "s3", "s4", "s5"], tenant!.Secrets.Select(secret => secret.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_secret_stands_in_a_text_of_anything()
    {
        var secret = new StoredSecret("id", "never-to-be-seen", null, null, DateTimeOffset.UnixEpoch);

        Assert.DoesNotContain("never", $"{secret}{StoredTenant.New with { Secrets = [secret] }}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_stored()
    {
        _keys = [];

        Assert.Equal(RegisterState.Unencrypted, (await AddAsync("acme", "one")).State);
        Assert.Null(await _store.ReadAsync("hooks", "acme", CancellationToken.None));
    }

    public void Dispose()
    {
        _feed.Dispose();
        _log.Dispose();
    }

    private static string Told(StoredTenants tenants) => string.Join(' ', tenants.Tenants.All()
        .Select(tenant => $"{Encoding.ASCII.GetString(tenant.Name)}={string.Join(',', tenant.ReadSecrets().Select(secret => secret.Text))}")
        .Order(StringComparer.Ordinal));

    private async Task RefreshAsync() => await _feed.RefreshAsync(CancellationToken.None);

    private async Task<StoredTenants> KnownAsync(string route)
    {
        var tenants = _feed.Of(route);
        await RefreshAsync();
        return tenants;
    }

    private async Task PutAsync(string tenant, string text, string route = "hooks") => await _register.ChangeAsync(
        route, tenant, _ => StoredTenant.New with { Secrets = [new("default", text, null, null, _clock.GetUtcNow())] }, CancellationToken.None);

    private async Task<(RegisterState State, StoredTenant? Tenant)> AddAsync(string tenant, string id) => await _register.ChangeAsync(
        "hooks",
        tenant,
        before => (before ?? StoredTenant.New) with { Secrets = [.. (before ?? StoredTenant.New).Secrets, new(id, id, null, null, _clock.GetUtcNow())] },
        CancellationToken.None);

    /// <summary>A store that may be away, and counts what it is asked.</summary>
    private sealed class Flaky(ITenantStore inner) : ITenantStore
    {
        public ITenantStore Inner { get; set; } = inner;

        public bool IsAway { get; set; }

        public int Pages { get; private set; }

        private ITenantStore Reached => IsAway ? throw new StoreUnavailableException("down") : Inner;

        public ValueTask<TenantChanges> ChangedAsync(long after, CancellationToken cancellation) => Reached.ChangedAsync(after, cancellation);

        public ValueTask<IReadOnlyList<TenantEntry>> PageAsync(string route, long after, int most, bool isDownward, CancellationToken cancellation)
        {
            Pages++;
            return Reached.PageAsync(route, after, most, isDownward, cancellation);
        }

        public ValueTask<TenantEntry?> ReadAsync(string route, string tenant, CancellationToken cancellation) => Reached.ReadAsync(route, tenant, cancellation);

        public ValueTask<TenantWrite> WriteAsync(
            string route, string tenant, byte[]? content, long change, CancellationToken cancellation) =>
            Reached.WriteAsync(route, tenant, content, change, cancellation);
    }
}
