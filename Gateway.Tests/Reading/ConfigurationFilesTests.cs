using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Reading;

/// <summary>What has changed of the files that were read, and who takes it.</summary>
public sealed class ConfigurationFilesTests : IDisposable
{
    private readonly TenantDirectory _folder = new();
    private readonly List<string> _taken = [];
    private readonly ConfigurationFiles _files;

    public ConfigurationFilesTests() => _files = new ConfigurationFiles(_folder.Path, _ => null);

    [Fact]
    public void A_file_that_is_written_renamed_over_removed_or_there_again_has_changed()
    {
        _folder.With("a", "one");
        Assert.NotNull(_files.Read("a", out _));
        Assert.Null(_files.Read("b", out _));
        Assert.Empty(Changed());
        Assert.Empty(Changed());

        _folder.With("a", "uno!");
        Assert.Equal(["a"], Changed());
        _folder.With("a", "one");
        Assert.Empty(Changed());

        _folder.With("next", "eins");
        File.Move(Path.Combine(_folder.Path, "next"), Path.Combine(_folder.Path, "a"), overwrite: true);
        Assert.Equal(["a"], Changed());

        _folder.Remove("a");
        _folder.With("b", "");
        Assert.Equal(["a", "b"], Changed());
    }

    [Fact]
    public void A_link_above_a_file_may_be_swapped()
    {
        _folder.Mount("..1", ("a", "one"));
        Assert.NotNull(_files.Read("a", out _));
        Assert.Empty(Changed());
        Assert.Empty(Changed());

        _folder.Mount("..2", ("a", "one"));
        Assert.Empty(Changed());
        _folder.Mount("..3", ("a", "two"));

        Assert.Equal(["a"], Changed());
    }

    [Fact]
    public void A_secret_is_taken_by_all_who_have_read_it()
    {
        Read("a", Take("first"));
        Read("a", Take("second"));
        _folder.With("a", "another");

        Assert.True(_files.TryTake(_files.Changed()));

        Assert.Equal(["first=another", "second=another"], _taken);
        Assert.Empty(Changed());
    }

    [Fact]
    public void Of_several_files_all_are_taken_or_none()
    {
        Read("a", Take("first"));
        Read("b", _ => null);
        _folder.With("a", "another").With("b", "another");

        Assert.False(_files.TryTake(_files.Changed()));

        Assert.Empty(_taken);
        Assert.Equal(["a", "b"], Changed());
    }

    [Fact]
    public void Who_only_reads_a_file_takes_nothing_of_it()
    {
        Read("a", Take("first"));
        Assert.NotNull(_files.Read("a", out _));
        _folder.With("a", "another");

        Assert.False(_files.TryTake(_files.Changed()));
        Assert.Empty(_taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a\0b")]
    [InlineData("${SECRET}")]
    public void What_is_no_secret_is_not_taken(string text)
    {
        Read("a", Take("first"));
        _folder.With("a", text);

        Assert.False(_files.TryTake(_files.Changed()));
        Assert.Empty(_taken);
    }

    [Fact]
    public void A_route_that_is_not_compiled_again_keeps_its_files()
    {
        _files.ReadFor("one");
        Read("a", Take("first"));
        _files.ReadFor("two");
        Read("a", Take("second"));
        var later = new ConfigurationFiles(_folder.Path, _ => null);

        later.Keep("one", _files.ByRoute()["one"], _files);
        _folder.With("a", "another");

        Assert.True(later.TryTake(later.Changed()));
        Assert.Equal(["first=another"], _taken);
    }

    [Fact]
    public void A_file_that_changes_between_two_of_its_readers_has_changed()
    {
        _folder.With("a", "one");
        ReadFor("first");
        _folder.With("a", "uno");
        ReadFor("second");

        Assert.Equal(["a"], Changed());
        Assert.Equal(["a"], Changed());
        Assert.False(_files.TryTake(_files.Changed()));

        void ReadFor(string route)
        {
            _files.ReadFor(route);
            Assert.NotNull(_files.Read("a", out _));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_a_route_keeps_and_another_reads_anew_has_changed(bool isKeptFirst)
    {
        _folder.With("a", "one");
        _files.ReadFor("kept");
        Assert.NotNull(_files.Read("a", out _));
        _folder.With("a", "uno");
        var next = new ConfigurationFiles(_folder.Path, _ => null);

        Keep(isKeptFirst);
        next.ReadFor("read");
        Assert.NotNull(next.Read("a", out _));
        Keep(!isKeptFirst);

        Assert.Single(next.Changed());

        void Keep(bool isNow)
        {
            if (isNow)
            {
                next.Keep("kept", [Path.Combine(_folder.Path, "a")], _files);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Read(string name, SecretTaker taker)
    {
        _folder.With(name, "a secret");
        Assert.Equal("a secret", _files.ResolveSecret($"file:{name}", out _, taker));
    }

    private SecretTaker Take(string who) => text => () => _taken.Add($"{who}={text}");

    private IEnumerable<string?> Changed() => _files.Changed().Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
