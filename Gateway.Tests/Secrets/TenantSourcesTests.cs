using Gateway.Secrets;
using Gateway.Secrets.Directories;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Secrets;

/// <summary>A source outlives the configurations that name it.</summary>
public sealed class TenantSourcesTests : IDisposable
{
    private readonly TenantDirectory _directory = new();
    private readonly LoggerFactory _loggers = new();
    private readonly TenantSources _sources;

    public TenantSourcesTests() => _sources = new TenantSources(_loggers);

    [Fact]
    public void What_was_taken_back_while_no_route_asked_counts_no_more_for_one_that_asks_again()
    {
        var clock = TestClock.New();
        _directory.With("acme", "one").With("globex", "two");
        var before = _sources.Directory(_directory.Path, clock, out _)!;
        before.Refresh();

        before.Rest(); // The route is taken out of the configuration.
        _directory.Remove("acme");
        _directory.With("globex", "three");
        clock.Advance(TimeSpan.FromDays(1));
        var again = _sources.Directory(_directory.Path, clock, out _)!;

        Assert.Same(before, again);
        Assert.False(again.Tenants.TryFind("acme", out _));
        Assert.Equal("three", SecretOf(again, "globex"));
        _directory.With("globex", "four");
        again.Refresh();
        Assert.Equal("four", SecretOf(again, "globex"));
    }

    [Fact]
    public void A_directory_that_never_could_be_read_is_a_problem_until_it_can()
    {
        var clock = TestClock.New();
        _directory.With("acme", "one");
        _directory.SetMode("", 0);

        var problem = "";
        Assert.Null(OrdinaryUser.Does(() => _sources.Directory(_directory.Path, clock, out problem)));
        Assert.Contains("cannot be read", problem, StringComparison.Ordinal);

        _directory.SetMode("", 0b111_000_000);
        Assert.Equal("one", SecretOf(_sources.Directory(_directory.Path, clock, out problem)!, "acme"));
        Assert.Equal("", problem);
    }

    public void Dispose()
    {
        _sources.Dispose();
        _loggers.Dispose();
        _directory.Dispose();
    }

    private static string SecretOf(DirectoryTenants tenants, string name) =>
        tenants.Tenants.TryFind(name, out var tenant) ? tenant.ReadSecrets()[0].Text : "none";
}
