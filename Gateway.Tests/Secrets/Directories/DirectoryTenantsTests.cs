using System.Text;
using Gateway.Secrets;
using Gateway.Secrets.Directories;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Secrets.Directories;

/// <summary>What stands in a directory is what is known of its tenants.</summary>
public sealed class DirectoryTenantsTests : IDisposable
{
    private readonly TenantDirectory _directory = new();
    private readonly CapturedLog _log = new();
    private readonly ILoggerFactory _loggers;

    public DirectoryTenantsTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    [Fact]
    public void A_file_is_a_tenant_and_a_folder_is_one_with_several_secrets()
    {
        _directory.With("acme", "one\n").With("globex/old", "two\r\n").With("globex/new", "three").With(".git/config", "none");

        using var tenants = Open();

        Assert.Equal("acme[default=one] globex[new=three,old=two]", Told(tenants));
    }

    [Fact]
    public void A_file_beside_the_secrets_says_when_they_count_and_what_becomes_of_the_tenant()
    {
        _directory.With("acme/old", "one").With("acme/tenant.json", """
            { "Mode": "Monitor", "Disabled": true, "Secrets": { "old": { "NotBefore": "2026-01-01", "NotAfter": "2026-12-01T12:00:00Z" } } }
            """);

        using var tenants = Open();

        Assert.True(tenants.Tenants.TryFind("acme", out var acme));
        var secret = Assert.Single(acme.ReadSecrets());
        Assert.Equal((TenantMode.Monitor, true), (acme.Mode, acme.IsDisabled));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), secret.NotBefore);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero), secret.NotAfter);
    }

    [Theory]
    [InlineData("a b", "x", "is no name of a tenant")]
    [InlineData("acme", "", "is empty")]
    [InlineData("acme", " x", "begins or ends with white space")]
    [InlineData("acme", "a\0b", "is not plain UTF-8 text")]
    [InlineData("acme/a b", "x", "has a secret whose name is none")]
    [InlineData("acme/tenant.json", "{}", "has no secret")]
    [InlineData("tenant.json", "{ \"Mode\": \"Monitor\" }", "stands in no tenant's folder")] // Else it were a secret that anybody guesses.
    [InlineData("acme/tenant.json", "{ \"Modus\": 1 }", "unknown key. Did you mean 'Mode'?")]
    public void What_is_wrong_is_told_once_and_is_no_tenant(string file, string text, string problem)
    {
        _directory.With(file, text).With("fine", "x");

        using var tenants = Open();
        tenants.Refresh();
        tenants.Refresh();

        Assert.Equal("fine[default=x]", Told(tenants));
        Assert.Contains(problem, Assert.Single(tenants.Unreadable).Value, StringComparison.Ordinal);
        Assert.Empty(_log.Lines); // A check says it; behind that the log says what is new.

        _directory.With("another", "");
        tenants.Refresh();
        tenants.Refresh();
        Assert.Contains("'another'", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenant_that_became_unreadable_stays_as_it_was()
    {
        _directory.With("acme", "one");
        using var tenants = Open();

        _directory.With("acme", "");
        tenants.Refresh();

        Assert.Equal("acme[default=one]", Told(tenants));
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void What_is_written_renamed_into_it_and_removed_is_found_at_the_next_look()
    {
        _directory.With("acme", "one").With("globex/old", "two");
        using var tenants = Open();

        _directory.With("acme", "uno");
        tenants.Refresh();
        Assert.Equal("acme[default=uno] globex[old=two]", Told(tenants));

        _directory.With(".next", "eins");
        File.Move(Path.Combine(_directory.Path, ".next"), Path.Combine(_directory.Path, "acme"), overwrite: true);
        _directory.With("globex/new", "three");
        tenants.Refresh();
        Assert.Equal("acme[default=eins] globex[new=three,old=two]", Told(tenants));

        _directory.Remove("acme");
        _directory.Remove("globex/old");
        _directory.With("initech", "four");
        tenants.Refresh();
        Assert.Equal("globex[new=three] initech[default=four]", Told(tenants));
    }

    [Fact]
    public void Kubernetes_may_swap_the_link_above_the_files()
    {
        _directory.Mount("..1", ("acme", "one"), ("globex", "two"));
        using var tenants = Open();
        Assert.Equal("acme[default=one] globex[default=two]", Told(tenants));

        _directory.Mount("..2", ("acme", "uno"), ("globex", "two"));
        tenants.Refresh();

        Assert.Equal("acme[default=uno] globex[default=two]", Told(tenants));
    }

    [Fact]
    public void A_tenant_that_did_not_change_keeps_its_record()
    {
        _directory.With("acme", "one").With("globex", "two");
        using var tenants = Open();
        Assert.True(tenants.Tenants.TryFind("globex", out var before));

        _directory.With("acme", "uno").With("initech", "three");
        tenants.Refresh();
        tenants.Refresh();

        Assert.True(tenants.Tenants.TryFind("globex", out var after));
        Assert.Same(before.Bytes, after.Bytes);
    }

    [Fact]
    public void A_directory_that_is_away_for_a_moment_refuses_nobody()
    {
        _directory.With("acme", "one");
        using var tenants = Open();

        Directory.Move(_directory.Path, _directory.Path + "-away");
        tenants.Refresh();
        tenants.Refresh();
        Assert.Equal("acme[default=one]", Told(tenants));
        Assert.Single(_log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal)); // The looks go on twice a second.

        Directory.Move(_directory.Path + "-away", _directory.Path);
        _directory.With("acme", "uno");
        tenants.Refresh();
        Assert.Equal("acme[default=uno]", Told(tenants));
    }

    [Fact]
    public async Task While_it_is_away_it_cannot_be_told_who_is_no_tenant()
    {
        _directory.With("acme", "one");
        using var tenants = Open();
        ITenantSource source = tenants;
        Assert.True(source.Knows("nobody"));

        Directory.Move(_directory.Path, _directory.Path + "-away");
        tenants.Refresh();
        Assert.Equal((true, false), (source.Knows("acme"), source.Knows("nobody")));
        Assert.False(await source.AskAsync("nobody"));

        Directory.Move(_directory.Path + "-away", _directory.Path);
        tenants.Refresh();
        Assert.True(source.Knows("nobody"));
    }

    [Fact]
    public async Task What_was_told_of_a_directory_before_it_went_away_takes_no_tenant_from_it()
    {
        _directory.With("acme", "one");
        using var tenants = Open();
        tenants.Refresh(); // From here on it listens.

        File.SetLastWriteTimeUtc(Path.Combine(_directory.Path, "acme"), DateTime.UnixEpoch);
        await Pause.ForAsync(TimeSpan.FromMilliseconds(200)); // The system's word has come, or the test says nothing.
        Directory.Move(_directory.Path, _directory.Path + "-away");
        tenants.Refresh();
        Directory.Move(_directory.Path + "-away", _directory.Path);

        Assert.Equal("acme[default=one]", Told(tenants));
    }

    [Fact]
    public void What_is_huge_or_has_no_end_is_not_read()
    {
        using (var huge = File.Create(Path.Combine(_directory.Path, "huge")))
        {
            huge.SetLength(200_000_000);
        }

        _directory.With("settings/one", "x");
        using (var huge = File.Create(Path.Combine(_directory.Path, "settings", "tenant.json")))
        {
            huge.SetLength(200_000_000);
        }

        File.CreateSymbolicLink(Path.Combine(_directory.Path, "endless"), "/dev/zero");
        using var pipe = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_directory.Path, "pipe"));
        pipe.WaitForExit();
        _directory.With("fine", new string('x', 16 * 1024) + "\r\n").With("long", new string('x', (16 * 1024) + 1));
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var tenants = Open();

        Assert.Equal("fine", Encoding.ASCII.GetString(Assert.Single(tenants.Tenants.All()).Name));
        Assert.Equal(["endless", "huge", "long", "pipe", "settings"], tenants.Unreadable.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void No_secret_stands_in_a_text_of_anything()
    {
        var secret = new TenantSecret("id", "never-to-be-seen", DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

        Assert.DoesNotContain("never", $"{secret}{TenantRecord.Pack("acme", [secret])}", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
        _directory.Dispose();
    }

    private static string Told(DirectoryTenants tenants) => string.Join(' ', tenants.Tenants.All()
        .Select(tenant => $"{Encoding.ASCII.GetString(tenant.Name)}[{string.Join(',', tenant.ReadSecrets().Select(secret => $"{secret.Id}={secret.Text}"))}]")
        .Order(StringComparer.Ordinal));

    private DirectoryTenants Open() => new(_directory.Path) { Logger = _loggers.CreateLogger<DirectoryTenants>() };
}
