using System.Globalization;
using Gateway.Reading;
using Gateway.Secrets.Directories;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Directories;

/// <summary>The system tells of the directory that stands at a place now.</summary>
public sealed class DirectoryEventsTests : IDisposable
{
    private readonly TenantDirectory _parent = new();

    private string Place => Path.Combine(_parent.Path, "current", "tenants");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_in_place_is_told_of_whatever_was_put_there_since(bool isLinkAbove)
    {
        _parent.With("v1/tenants/acme", "one").With("v2/tenants/acme", "two");
        PutInPlace("v1", isLinkAbove);
        using var events = new DirectoryEvents(Place);
        Assert.Null(Follow(events));

        PutInPlace("v2", isLinkAbove);
        Assert.Null(Follow(events));
        _parent.With("current/tenants/acme", "three");

        await Eventually.IsTrueAsync(() => Task.FromResult(events.Take().Contains("acme")), "the system has told of it");
    }

    [Fact]
    public async Task A_directory_that_went_away_is_asked_for_anew_when_one_is_there_again()
    {
        _parent.With("current/tenants/acme", "one");
        using var events = new DirectoryEvents(Place);
        Follow(events);

        Directory.Delete(Place, recursive: true);
        Assert.Null(Follow(events)); // Whatever number the next one gets.
        _parent.With("current/tenants/acme", "two");
        Assert.Null(Follow(events));
        events.Clear();
        _parent.With("current/tenants/acme", "three");

        await Eventually.IsTrueAsync(() => Task.FromResult(events.Take().Contains("acme")), "the system has told of it");
    }

    [Fact]
    public async Task Who_rests_is_told_nothing_until_it_follows_again()
    {
        _parent.With("current/tenants/acme", "one");
        using var events = new DirectoryEvents(Place);
        Follow(events);

        events.Rest();
        _parent.With("current/tenants/acme", "two");
        await Pause.ForAsync(TimeSpan.FromMilliseconds(200)); // The system's word would have come, or the test says nothing.
        Assert.Equal(0, events.Told);

        Follow(events);
        _parent.With("current/tenants/acme", "three");
        await Eventually.IsTrueAsync(() => Task.FromResult(events.Take().Contains("acme")), "the system has told of it");
    }

    [Fact]
    public async Task Names_that_nobody_asks_for_are_not_kept_without_bound()
    {
        _parent.With("current/tenants/acme", "one");
        using var events = new DirectoryEvents(Place);
        Follow(events);

        var number = 0;
        await Eventually.IsTrueAsync(
            () =>
            {
                for (var i = 0; i < 1000; i++, number++)
                {
                    _parent.With("current/tenants/" + number.ToString(CultureInfo.InvariantCulture), "x");
                }

                return Task.FromResult(events.HasLost);
            },
            "there are too many to look at one by one");

        Assert.InRange(events.Told, 0, DirectoryEvents.MostTold);
        events.Clear();
        Assert.False(events.HasLost);
    }

    public void Dispose() => _parent.Dispose();

    private Exception? Follow(DirectoryEvents events) => events.Follow(FileStamp.Of(Place)?.Identity);

    private void PutInPlace(string version, bool isLinkAbove)
    {
        var current = Path.Combine(_parent.Path, "current");
        if (isLinkAbove)
        {
            File.Delete(current);
            File.CreateSymbolicLink(current, version);
        }
        else
        {
            Directory.CreateDirectory(current);
            if (Directory.Exists(Place))
            {
                Directory.Move(Place, Path.Combine(_parent.Path, "before"));
            }

            Directory.Move(Path.Combine(_parent.Path, version, "tenants"), Place);
        }
    }
}
