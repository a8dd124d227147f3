using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Secrets;
using Gateway.Secrets.Remote;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Secrets.Remote;

/// <summary>How often a source is asked, and for how long its answers are good.</summary>
public sealed class RemoteTenantsTests
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly Scripted _source = new();
    private readonly RemoteTenants _tenants;

    public RemoteTenantsTests() =>
        _tenants = new RemoteTenants(_source, new RemoteTimes(TimeSpan.FromMinutes(5), TimeSpan.FromHours(24)), _clock);

    [Fact]
    public async Task Many_who_ask_for_one_at_once_are_one_question()
    {
        _source.Hold();

        var asking = Enumerable.Range(0, 50).Select(_ => _tenants.AskAsync("acme").AsTask()).ToList();
        _source.Go();

        Assert.DoesNotContain(false, await Task.WhenAll(asking));
        Assert.Equal(1, _source.Count("acme"));
        Assert.True(_tenants.Knows("acme"));
        Assert.True(_tenants.Tenants.TryFind("acme", out _));
    }

    [Fact]
    public async Task No_more_than_some_are_asked_for_at_once_and_the_others_are_told_to_come_again()
    {
        _source.Hold();
        var asking = Enumerable.Range(0, RemoteTenants.MostQuestions).Select(i => _tenants.AskAsync($"t{i}").AsTask()).ToList();

        Assert.False(await _tenants.AskAsync("one-too-many"));

        _source.Go();
        Assert.DoesNotContain(false, await Task.WhenAll(asking));
        Assert.Equal(0, _source.Count("one-too-many"));
        Assert.True(await _tenants.AskAsync("one-too-many"));
    }

    [Fact]
    public async Task Nobody_waits_longer_than_a_while_and_the_answer_counts_all_the_same()
    {
        _source.Hold();
        var asking = _tenants.AskAsync("acme").AsTask();

        _clock.Advance(RemoteTenants.LongestWait);
        Assert.False(await asking);

        _source.Go();
        await Eventually.IsTrueAsync(() => Task.FromResult(_tenants.Knows("acme")), "the answer is there");
    }

    [Fact]
    public async Task That_there_is_none_is_known_for_a_while()
    {
        _source.Answer = _ => RemoteAnswer.None;

        Assert.True(await _tenants.AskAsync("nobody"));
        Assert.False(_tenants.Tenants.TryFind("nobody", out _));
        Assert.True(_tenants.Knows("nobody"));
        _clock.Advance(RemoteTenants.Pause);
        Assert.False(_tenants.Knows("nobody"));
        Assert.False(_tenants.MayHaveNewer("nobody"));
    }

    [Fact]
    public async Task An_answer_that_grows_old_is_asked_for_anew_while_it_still_counts()
    {
        await _tenants.AskAsync("acme");

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(_tenants.Knows("acme"));
        Assert.Equal(1, _source.Count("acme"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_tenants.Knows("acme"));
        await Eventually.IsTrueAsync(() => Task.FromResult(_source.Count("acme") == 2), "it was asked for anew");
        await Eventually.IsTrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(4));
                return Task.FromResult(_tenants.Knows("acme"));
            },
            "and is known for as long again");
    }

    [Fact]
    public async Task Too_old_it_is_waited_for()
    {
        await _tenants.AskAsync("acme");

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(_tenants.Knows("acme"));
        Assert.True(await _tenants.AskAsync("acme"));
        Assert.Equal(2, _source.Count("acme"));
    }

    [Fact]
    public async Task While_the_source_is_away_what_is_known_counts_for_a_day_and_nobody_waits_for_it()
    {
        await _tenants.AskAsync("acme");
        _source.Answer = _ => RemoteAnswer.Unknown("away");
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await _tenants.AskAsync("acme"));

        _clock.Advance(TimeSpan.FromHours(23));
        Assert.True(_tenants.Knows("acme"));
        Assert.False(await _tenants.AskAsync("globex"));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_tenants.Knows("acme"));
        Assert.False(await _tenants.AskAsync("acme"));
        await Eventually.IsTrueAsync(() => Task.FromResult(!_tenants.Tenants.TryFind("acme", out _)), "it is forgotten");
    }

    [Fact]
    public async Task What_was_not_answered_is_not_asked_for_again_at_once()
    {
        _source.Answer = _ => RemoteAnswer.Unknown("away");

        Assert.False(await _tenants.AskAsync("acme"));
        Assert.False(await _tenants.AskAsync("acme"));
        Assert.Equal(1, _source.Count("acme"));
        _clock.Advance(RemoteTenants.AwayPause);
        Assert.False(await _tenants.AskAsync("acme"));
        Assert.Equal(2, _source.Count("acme"));
    }

    [Fact]
    public async Task A_newer_secret_may_be_asked_for_once_in_a_while()
    {
        await _tenants.AskAsync("acme");

        Assert.False(_tenants.MayHaveNewer("acme"));
        _clock.Advance(RemoteTenants.Pause);
        Assert.True(_tenants.MayHaveNewer("acme"));
        await _tenants.AskAsync("acme");
        Assert.False(_tenants.MayHaveNewer("acme"));
    }

    [Fact]
    public async Task The_same_answer_is_the_same_record()
    {
        await _tenants.AskAsync("acme");
        _tenants.Tenants.TryFind("acme", out var before);

        _clock.Advance(TimeSpan.FromMinutes(5));
        await _tenants.AskAsync("acme");

        _tenants.Tenants.TryFind("acme", out var after);
        Assert.Same(before.Bytes, after.Bytes);
    }

    [Fact]
    public async Task Who_asks_for_names_without_end_costs_a_bounded_number_and_no_tenant_that_is_in_use()
    {
        await _tenants.AskAsync("acme");
        _source.Answer = _ => RemoteAnswer.None;
        for (var i = 0; i < RemoteTenants.MostNames + 500; i++)
        {
            await _tenants.AskAsync(i.ToString(CultureInfo.InvariantCulture));
            if (i % 10_000 == 0)
            {
                _tenants.Knows("acme");
            }
        }

        Assert.InRange(_tenants.Known, 1, RemoteTenants.MostNames);
        Assert.True(_tenants.Tenants.TryFind("acme", out _));
    }

    [Fact]
    public async Task A_late_answer_takes_nothing_from_one_that_was_asked_for_later()
    {
        // A thousand in use, which are kept, stand before acme: so it is acme that is forgotten while it is asked for.
        await FillAsync(0, 1000);
        var acme = new TaskCompletionSource<RemoteAnswer>();
        _source.Late["acme"] = acme.Task;
        var asking = _tenants.AskAsync("acme").AsTask();
        await Eventually.IsTrueAsync(() => Task.FromResult(_source.Count("acme") == 1), "acme is asked for");
        await FillAsync(1000, RemoteTenants.MostNames - 1);
        await _tenants.AskAsync("one-too-many");
        _source.Late.TryRemove("acme", out _);

        Assert.True(await _tenants.AskAsync("acme"));
        Assert.Equal(2, _source.Count("acme"));
        acme.SetResult(RemoteAnswer.None); // Said before there was such a tenant.

        Assert.False(await asking); // Nothing of it is in force: it is not known.
        Assert.True(_tenants.Knows("acme"));
        Assert.True(_tenants.Tenants.TryFind("acme", out _));

        async Task FillAsync(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                await _tenants.AskAsync($"t{i}");
                _tenants.Knows($"t{i}");
            }
        }
    }

    [Fact]
    public async Task A_tenant_that_is_not_understood_is_told_of_once_and_again_when_it_was_right_between()
    {
        using var log = new CapturedLog();
        _tenants.Logger = log.CreateLogger("tenants");
        foreach (var isUnderstood in (bool[])[false, false, true, false, true])
        {
            _source.Answer = tenant => isUnderstood ? RemoteAnswer.None : RemoteAnswer.Unreadable("is odd.");
            await _tenants.AskAsync("acme");
            _clock.Advance(RemoteTenants.Pause);
        }

        Assert.Equal(2, log.Lines.Count(line => line.Contains("'acme' of the scripted source is odd.", StringComparison.Ordinal)));
        Assert.Empty(_tenants.Unreadable);
    }

    [Fact]
    public async Task A_source_that_breaks_is_one_that_is_away()
    {
        _source.Answer = _ => throw new InvalidOperationException("never-to-be-seen");
        using var log = new CapturedLog();
        _tenants.Logger = log.CreateLogger("tenants");

        Assert.False(await _tenants.AskAsync("acme"));

        Assert.Contains(log.Lines, line => line.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("never-to-be-seen", StringComparison.Ordinal));
    }

    private sealed class Scripted : IRemoteSecrets
    {
        private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
        private TaskCompletionSource _gate = new();

        public Scripted() => _gate.SetResult();

        public string Name => "the scripted source";

        public Func<string, RemoteAnswer> Answer { get; set; } =
            tenant => RemoteAnswer.Of(TenantRecord.Pack(tenant, [new("default", $"secret of {tenant}", DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]));

        /// <summary>Answers that come later, whatever the others do.</summary>
        public ConcurrentDictionary<string, Task<RemoteAnswer>> Late { get; } = new(StringComparer.Ordinal);

        public int Count(string tenant) => _asked.GetValueOrDefault(tenant);

        public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Go() => _gate.SetResult();

        public async Task<RemoteAnswer> AskAsync(string tenant, CancellationToken cancellation)
        {
            _asked.AddOrUpdate(tenant, 1, (_, count) => count + 1);
            var late = Late.GetValueOrDefault(tenant);
            await _gate.Task.WaitAsync(cancellation);
            return late is null ? Answer(tenant) : await late;
        }
    }
}
