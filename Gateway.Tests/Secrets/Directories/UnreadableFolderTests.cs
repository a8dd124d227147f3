using System.Globalization;
using System.Text;
using Gateway.Secrets;
using Gateway.Secrets.Directories;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Directories;

/// <summary>What cannot be read in a directory is that tenant's fault alone, is told without a flood, and is looked at again.</summary>
public sealed class UnreadableFolderTests : IDisposable
{
    private const int Open755 = 0b111_101_101;

    private readonly TenantDirectory _directory = new();
    private readonly CapturedLog _log = new();

    [Fact]
    public void A_folder_that_may_not_be_read_is_one_tenant_s_fault()
    {
        _directory.With("acme", "one").With("globex/new", "two").With("initech", "three");
        _directory.SetMode("", Open755);
        _directory.SetMode("globex", 0);

        using var tenants = OrdinaryUser.Does(Open);
        Assert.Equal("acme=one initech=three", Told(tenants));
        Assert.Equal(["globex"], tenants.Unreadable.Keys);

        _directory.SetMode("globex", Open755);
        tenants.Refresh();
        Assert.Equal("acme=one globex=two initech=three", Told(tenants));

        _directory.SetMode("globex", 0);
        _directory.With("acme", "uno");
        OrdinaryUser.Does(tenants.Refresh);
        Assert.Equal("acme=uno globex=two initech=three", Told(tenants));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal)); // The directory is not away.
        _directory.SetMode("globex", Open755);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0b110_100_100)] // It may be listed, and what is in it not looked at.
    [InlineData(0b011_001_001)]
    public void A_directory_that_may_not_be_read_is_away_and_not_empty(int mode)
    {
        _directory.With("acme", "one").With("globex/new", "two");
        using var tenants = Open();
        tenants.Refresh();

        _directory.SetMode("", mode);
        for (var look = 0; look < 3; look++)
        {
            OrdinaryUser.Does(tenants.Refresh);
        }

        Assert.Equal("acme=one globex=two", Told(tenants));
        Assert.NotEmpty(_log.Lines);

        _directory.SetMode("", Open755);
        _directory.With("acme", "uno");
        OrdinaryUser.Does(tenants.Refresh);
        Assert.Equal("acme=uno globex=two", Told(tenants));
    }

    [Fact]
    public void Settings_that_lead_nowhere_are_not_left_out()
    {
        _directory.With("acme/one", "x");
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "acme", "tenant.json"), "nowhere.json"); // It may have said that the tenant is switched off.

        using var tenants = Open();

        Assert.Equal(0, tenants.Tenants.Count);
        Assert.Contains("cannot be read", tenants.Unreadable["acme"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_thousands_of_files_is_not_looked_through()
    {
        for (var i = 0; i < 20_000; i++)
        {
            _directory.With($"acme/{i.ToString(CultureInfo.InvariantCulture)}", "x");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var tenants = Open();

        Assert.Contains("has more than 16 secrets", tenants.Unreadable["acme"], StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000);
    }

    [Fact]
    public void A_folder_that_is_filled_after_it_was_looked_at_is_a_tenant_at_the_next_look()
    {
        _directory.With("acme", "one");
        Directory.CreateDirectory(Path.Combine(_directory.Path, "globex"));
        using var tenants = Open();
        tenants.Refresh();
        tenants.Refresh();
        Assert.Equal("acme=one", Told(tenants));

        _directory.With("globex/new", "two"); // Of which the system tells nobody who watches the directory above.
        tenants.Refresh();

        Assert.Equal("acme=one globex=two", Told(tenants));
        Assert.Empty(tenants.Unreadable);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("acme~1234.tmp")]
    [InlineData("empty")]
    public void What_is_gone_is_not_told_of_any_more(string name)
    {
        _directory.With("acme", "one").With(name, "");
        using var tenants = Open();
        Assert.Equal([name], tenants.Unreadable.Keys);

        _directory.Remove(name);
        tenants.Refresh();

        Assert.Empty(tenants.Unreadable);
    }

    [Fact]
    public void Why_it_cannot_be_read_is_what_is_wrong_now()
    {
        _directory.With("acme", "");
        using var tenants = Open();

        _directory.With("acme", " x");
        tenants.Refresh();

        Assert.Contains("begins or ends with white space", tenants.Unreadable["acme"], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_at_once_the_log_names_the_first_and_says_how_many_more_there_are()
    {
        using var tenants = Open();
        tenants.Refresh();

        for (var i = 0; i < 500; i++)
        {
            _directory.With("t" + i.ToString(CultureInfo.InvariantCulture), "");
        }

        // Whether the system's word comes before the look or behind it.
        for (var look = 0; look < 3; look++)
        {
            tenants.Refresh();
        }

        Assert.Equal(500, tenants.Unreadable.Count);
        Assert.InRange(_log.Lines.Count(line => line.Contains("is empty", StringComparison.Ordinal)), UnreadableTenants.MostTold, 3 * UnreadableTenants.MostTold);
        Assert.Contains(_log.Lines, line => line.Contains("more tenants of the directory", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _log.Dispose();
        _directory.Dispose();
    }

    private static string Told(DirectoryTenants tenants) => string.Join(' ', tenants.Tenants.All()
        .Select(tenant => $"{Encoding.ASCII.GetString(tenant.Name)}={tenant.ReadSecrets()[0].Text}")
        .Order(StringComparer.Ordinal));

    private DirectoryTenants Open() => new(_directory.Path) { Logger = _log.CreateLogger("tenants") };
}
