using System.Diagnostics;
using System.Globalization;
using Gateway.Secrets;
using Gateway.Secrets.Directories;
using Gateway.Secrets.Stored;
using Gateway.Storage;
using Gateway.Storage.Redis.Tenants;
using Gateway.Storage.Sqlite.Tenants;
using Gateway.Storage.Tenants;
using Gateway.Tests.Storage.Redis;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Gateway.Tests.Secrets;

/// <summary>Many tenants are there soon, take little, and one of them changes at once: with <c>TENANT_COUNT</c> as many as are promised.</summary>
public sealed class ManyTenantsTests(PlainRedis redis, ITestOutputHelper output) : IClassFixture<PlainRedis>, IAsyncLifetime
{
    private const int AtOnce = 128;
    private const int MostBytesEach = 400;

    /// <summary>Beside half a second between two looks.</summary>
    private static readonly TimeSpan MostLook = TimeSpan.FromSeconds(0.5);

    /// <summary>More than with no tenant, to be ready.</summary>
    private static readonly TimeSpan MostStart = TimeSpan.FromSeconds(2);

    private readonly DatabaseFolder _database = new();

    [Fact]
    public async Task In_a_directory()
    {
        using var directory = new TenantDirectory();
        for (var i = 0; i < TenantScale.Tenants; i++)
        {
            directory.With($"customer-{i:D8}", SecretOf(i));
        }

        var (before, started) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.GetTimestamp());
        using var tenants = new DirectoryTenants(directory.Path);
        Tell("directory", started, before, tenants.Tenants);
        tenants.Refresh();

        // In place, which the system tells of; and beside it and renamed over it, which changes the directory.
        await TellChangeAsync(tenants, "written in place", () => directory.With("customer-00000007", "another-secret-of-it"), "another-secret-of-it");
        await TellChangeAsync(tenants, "renamed over", () => Replace(directory, "customer-00000007", "a-third-secret-of-it-0"), "a-third-secret-of-it-0");
    }

    [Fact]
    public Task In_Sqlite() => InStoreAsync("Sqlite", new SqliteTenantStore(_database.Open(TimeProvider.System), TimeProvider.System));

    [Fact]
    public Task In_Redis() => InStoreAsync("Redis", new RedisTenantStore(redis.Commands));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _database.DisposeAsync();

    private static void Replace(TenantDirectory directory, string name, string text) =>
        File.Move(Path.Combine(directory.With($".{name}.new", text).Path, $".{name}.new"), Path.Combine(directory.Path, name), overwrite: true);

    /// <summary>The look that finds it; the gateway's are half a second apart.</summary>
    private async Task TellChangeAsync(DirectoryTenants tenants, string how, Action change, string text)
    {
        change();
        await Pause.BetweenLooksAsync(); // In which the system tells of it; the gateway looks half a second later.
        var started = Stopwatch.GetTimestamp();
        var looks = Task.Run(async () =>
        {
            while (TextOf(tenants.Tenants, "customer-00000007") != text)
            {
                tenants.Refresh();
                await Task.Yield();
            }
        });
        while (TextOf(tenants.Tenants, "customer-00000007") != text)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Eventually.Patience, "A changed secret was not found.");
            await Task.Yield();
        }

        var found = Stopwatch.GetElapsedTime(started);
        await looks; // With the scan that a changed directory is due.
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a secret {how}: in force after {found.TotalMilliseconds:F1} ms of looking, all looked through after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms"));
        Assert.InRange(found, TimeSpan.Zero, MostLook);
        Assert.Equal(TenantScale.Tenants, tenants.Tenants.Count);
    }

    private static string SecretOf(int tenant) => $"whsec_0123456789abcdef0123456789{tenant:D8}";

    private static string TextOf(TenantTable tenants, string name)
    {
        Assert.True(tenants.TryFind(name, out var found));
        return found.ReadSecrets()[0].Text;
    }

    private async Task InStoreAsync(string kind, ITenantStore store)
    {
        var route = Unique.Name("route");
        IReadOnlyList<ContentKey> keys = [new("a", Pattern.Bytes(32))];
        var cipher = new TenantCipher(() => keys);
        var register = new TenantRegister(store, cipher);
        await Parallel.ForAsync(0, TenantScale.Tenants, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, end) =>
            await PutAsync(register, route, $"customer-{i:D8}", SecretOf(i), end));

        using var feed = new StoredTenantFeed();
        feed.Connect(store, cipher, TimeProvider.System, NullLogger.Instance);
        var (before, started) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.GetTimestamp());
        var tenants = feed.Of(route);
        await feed.RefreshAsync(CancellationToken.None);
        Tell(kind, started, before, tenants.Tenants);

        await PutAsync(register, route, "customer-00000007", "another-secret-of-it", CancellationToken.None);
        started = Stopwatch.GetTimestamp();
        await feed.RefreshAsync(CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a change: {took.TotalMilliseconds:F1} ms"));
        Assert.InRange(took, TimeSpan.Zero, MostLook);
        Assert.Equal("another-secret-of-it", TextOf(tenants.Tenants, "customer-00000007"));
    }

    private static async Task PutAsync(TenantRegister register, string route, string tenant, string secret, CancellationToken cancellation) =>
        await register.ChangeAsync(
            route, tenant, _ => StoredTenant.New with { Secrets = [new("default", secret, null, null, DateTimeOffset.UnixEpoch)] }, cancellation);

    private void Tell(string kind, long started, long before, TenantTable tenants)
    {
        var time = Stopwatch.GetElapsedTime(started);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)TenantScale.Tenants;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{TenantScale.Tenants} tenants in {kind}: {time.TotalMilliseconds:F0} ms, {each:F0} bytes each"));
        Assert.Equal(TenantScale.Tenants, tenants.Count);
        if (TenantScale.Tenants >= 100_000)
        {
            Assert.InRange(each, 0, MostBytesEach); // Of few, what other tests hold is more.
            Assert.InRange(time, TimeSpan.Zero, MostStart);
        }
    }
}
