using System.Runtime.Versioning;
using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite;

/// <summary>Files that the gateway does not start with, and what it says.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();

    private string Database => _folder.Options.Path;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task A_file_serves_one_gateway_at_a_time()
    {
        _folder.Open();

        Assert.Contains("in use by another gateway process", Refusal(), StringComparison.Ordinal);

        await _folder.CloseAsync();
        _folder.Open();
    }

    [Fact]
    public void A_link_to_a_file_is_that_file()
    {
        _folder.Open();
        var link = Database + ".link";
        File.CreateSymbolicLink(link, Database);
        _folder.Options = _folder.Options with { Path = link };

        Assert.Contains("in use by another gateway process", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_is_for_its_owner_alone()
    {
        _folder.Open();

        Each.Is(
            (string[])["", "-wal", ".lock"],
            end => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(Database + end).UnixFileMode));
    }

    [Fact]
    public void The_folder_is_made_if_only_it_is_missing()
    {
        var missing = Path.Combine(Path.GetDirectoryName(Database)!, "data");
        _folder.Options = _folder.Options with { Path = Path.Combine(missing, "gateway.db") };

        _folder.Open();

        Assert.True(File.Exists(Path.Combine(missing, "gateway.db")));
    }

    [Theory]
    [InlineData("/nowhere/at/all/gateway.db", "does not exist")]
    [InlineData("/sys/kernel/gateway.db", "cannot be written")] // not by root either
    [InlineData("/tmp", "is a folder")]
    public void A_place_that_cannot_be_used_is_named(string path, string reason)
    {
        _folder.Options = _folder.Options with { Path = path };

        var refusal = Refusal();

        Assert.Contains(path, refusal, StringComparison.Ordinal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("not a database. ", 1000));
        File.WriteAllText(Database, text);

        Assert.Contains("no SQLite database", Refusal(), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Database));
    }

    [Fact]
    public async Task A_database_that_was_cut_off_is_damaged()
    {
        var database = _folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => DatabaseFolder.ClaimAsync(database, number)));
        await _folder.CloseAsync();
        using (var file = File.OpenWrite(Database))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.Contains("is damaged", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_damaged_refuses_the_events_it_held()
    {
        var database = _folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => DatabaseFolder.ClaimAsync(database, number)));
        await _folder.CloseAsync();
        using (var file = File.OpenWrite(Database))
        {
            file.Position = 4096; // Behind the schema's page.
            file.Write(new byte[file.Length - 4096]);
        }

        try
        {
            var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => DatabaseFolder.ClaimAsync(_folder.Open(), 1));
            Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
        }
        catch (StoreUnavailableException atOpening)
        {
            Assert.Contains("damaged", atOpening.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_database_of_another_program_is_left_alone()
    {
        _folder.Open();
        await _folder.CloseAsync();
        Change("PRAGMA application_id = 1");

        Assert.Contains("the database of another program", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_of_a_newer_gateway_is_left_alone()
    {
        _folder.Open();
        await _folder.CloseAsync();
        Change("PRAGMA user_version = 1000");

        Assert.Contains("a newer gateway (its version is 1000", Refusal(), StringComparison.Ordinal);
    }

    private void Change(string sql)
    {
        using var visitor = _folder.Visit();
        visitor.Run(sql);
    }

    private string Refusal() => Assert.Throws<StoreUnavailableException>(() => _folder.Open()).Message;
}
