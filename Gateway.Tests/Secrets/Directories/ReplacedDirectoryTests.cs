using System.Globalization;
using Gateway.Secrets.Directories;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Directories;

/// <summary>A directory of tenants is replaced as a whole, or is no directory of theirs for a while.</summary>
public sealed class ReplacedDirectoryTests : IDisposable
{
    private readonly TenantDirectory _directory = new();
    private readonly string _other;

    public ReplacedDirectoryTests() => _other = _directory.Path + "-other";

    /// <summary>Of 20,000 each look looks at a thousand: four of them are found by chance in three looks once in two thousand times.</summary>
    [Fact]
    public async Task What_is_written_in_place_into_the_directory_that_took_another_s_place_is_found_at_once()
    {
        _directory.With("acme", "one");
        using var tenants = Open();
        tenants.Refresh();

        Directory.CreateDirectory(_other);
        for (var i = 0; i < 20_000; i++)
        {
            _directory.With(Path.Combine(_other, "t" + i.ToString(CultureInfo.InvariantCulture)), "one");
        }

        Swap();
        tenants.Refresh();
        Assert.Equal(20_000, tenants.Tenants.Count);
        string[] changed = ["t1", "t5000", "t10001", "t19999"];
        Array.ForEach(changed, name => _directory.With(name, "two"));

        for (var look = 0; look < 3 && !changed.All(name => SecretOf(tenants, name) == "two"); look++)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(500)); // As between two looks of the gateway.
            tenants.Refresh();
        }

        Each.Is(changed, name => Assert.Equal("two", SecretOf(tenants, name)));
    }

    [Fact]
    public void Another_directory_that_is_empty_refuses_nobody_until_it_is_filled()
    {
        using var log = new CapturedLog();
        _directory.With("acme", "one");
        using var tenants = Open();
        tenants.Logger = log.CreateLogger("tenants");
        tenants.Refresh();

        Directory.CreateDirectory(_other); // A volume that is not mounted has an empty directory at its place.
        Swap();
        tenants.Refresh();
        tenants.Refresh();
        Assert.Equal("one", SecretOf(tenants, "acme"));
        Assert.Single(log.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));

        _directory.With("globex", "two");
        tenants.Refresh();
        Assert.Equal((null, "two"), (SecretOf(tenants, "acme"), SecretOf(tenants, "globex")));
        _directory.Remove("globex");
        tenants.Refresh();
        Assert.Equal(0, tenants.Tenants.Count); // The same directory, out of which the last one was taken.
    }

    [Fact]
    public async Task What_is_told_of_the_old_directory_takes_no_tenant_from_the_new_one()
    {
        _directory.With("acme", "one");
        using var tenants = Open();
        tenants.Refresh();

        Directory.CreateDirectory(_other);
        Swap();
        File.Delete(Path.Combine(_other, "acme"));
        await Pause.ForAsync(TimeSpan.FromMilliseconds(200)); // The system's word has come, or the test says nothing.
        tenants.Refresh();

        Assert.Equal("one", SecretOf(tenants, "acme"));
    }

    public void Dispose()
    {
        _directory.Dispose();
        Directory.Delete(_other, recursive: true);
    }

    private static string? SecretOf(DirectoryTenants tenants, string name) =>
        tenants.Tenants.TryFind(name, out var tenant) ? tenant.ReadSecrets()[0].Text : null;

    private DirectoryTenants Open() => new(_directory.Path);

    private void Swap()
    {
        Directory.Move(_directory.Path, _directory.Path + "-old");
        Directory.Move(_other, _directory.Path);
        Directory.Move(_directory.Path + "-old", _other);
    }
}
