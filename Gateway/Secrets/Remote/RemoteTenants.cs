using System.Collections.Concurrent;
using Gateway.Observability;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Secrets.Remote;

/// <summary>
/// Tenants that are asked for when a webhook names them: one question at a time for each, a bounded number for all, and the answers kept,
/// be they that there is none. What is known stays in force while the source is away.
/// </summary>
/// <param name="remote">Whom to ask.</param>
/// <param name="times">For how long answers are good.</param>
/// <param name="clock">Measures.</param>
internal sealed partial class RemoteTenants(IRemoteSecrets remote, RemoteTimes times, TimeProvider clock) : ITenantSource
{
    /// <summary>How long a webhook waits for an answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>How long it is taken for sure that a name is no tenant's, or a tenant's secrets are the newest.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Between two questions of which the first was not answered.</summary>
    public static readonly TimeSpan AwayPause = TimeSpan.FromSeconds(5);

    /// <summary>At once. More are told to come again.</summary>
    public const int MostQuestions = 64;

    /// <summary>Of which anything is known, be it that they are none.</summary>
    public const int MostNames = 100_000;

    private const int MostLooks = 1000;
    private const double PartBeforeAsking = 0.75;
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, RemoteName> _names = new(StringComparer.Ordinal);
    private readonly Queue<RemoteName> _order = new();
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, string> _unreadable = new(StringComparer.Ordinal);
    private int _questions;
    private bool _isAway;

    /// <summary>Says once that it is away, and once that it is back.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    public string Name => remote.Name;

    public TenantTable Tenants { get; } = new();

    public IReadOnlyDictionary<string, string> Unreadable => _unreadable;

    public ITenantFeed? Feed => null;

    public bool IsWhole => false;

    /// <summary>How many names it knows anything of.</summary>
    public int Known => _names.Count;

    public bool Knows(string name)
    {
        if (!_names.TryGetValue(name, out var known))
        {
            return false;
        }

        known.WasUsed = true;
        lock (known)
        {
            if (known.AnsweredAt is not { } answered)
            {
                return false;
            }

            var age = clock.GetElapsedTime(answered);
            if (!known.IsTenant)
            {
                return age < Pause;
            }

            // Before it is too old it is asked for anew, and while there is no answer: no webhook waits for that.
            var isGood = age < times.CacheFor || (age < times.StaleFor && known.FailedAt is not null);
            if (isGood && age >= times.CacheFor * PartBeforeAsking && !HasJustFailed(known))
            {
                TryStart(known);
            }

            return isGood;
        }
    }

    public bool MayHaveNewer(string name)
    {
        if (!_names.TryGetValue(name, out var known))
        {
            return false;
        }

        lock (known)
        {
            return known is { IsTenant: true, AnsweredAt: { } answered } && clock.GetElapsedTime(answered) >= Pause && !HasJustFailed(known);
        }
    }

    public async ValueTask<bool> AskAsync(string name)
    {
        var known = Find(name);
        Task? question;
        lock (known)
        {
            question = !HasJustFailed(known) && TryStart(known) ? known.Question : null;
        }

        try
        {
            await (question ?? Task.CompletedTask).WaitAsync(LongestWait, clock);
        }
        catch (TimeoutException)
        {
            // It goes on in the background, for the next attempt.
        }

        lock (known)
        {
            // What was forgotten meanwhile is in no table: it is not known, whatever was answered.
            return IsCurrent(known) && known.AnsweredAt is { } answered
                && clock.GetElapsedTime(answered) < (known.IsTenant ? times.StaleFor : Pause);
        }
    }

    /// <summary>Under its lock.</summary>
    private bool HasJustFailed(RemoteName known) => known.FailedAt is { } failed && clock.GetElapsedTime(failed) < AwayPause;

    /// <summary>Whether a question is under way, perhaps a new one; false where there are too many. Under its lock.</summary>
    private bool TryStart(RemoteName known)
    {
        if (known.Question is { IsCompleted: false })
        {
            return true;
        }

        if (Interlocked.Increment(ref _questions) > MostQuestions)
        {
            Interlocked.Decrement(ref _questions);
            return false;
        }

        known.Question = Task.Run(() => AskAsync(known));
        return true;
    }

    private async Task AskAsync(RemoteName known)
    {
        try
        {
            Take(known, await AnswerAsync(known.Name));
        }
        finally
        {
            Interlocked.Decrement(ref _questions);
        }
    }

    private async Task<RemoteAnswer> AnswerAsync(string name)
    {
        using var deadline = new CancellationTokenSource(LongestQuestion, clock);
        try
        {
            return await remote.AskAsync(name, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return RemoteAnswer.Unknown($"no answer within {LongestQuestion.TotalSeconds:F0} s");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return RemoteAnswer.Unknown(exception.GetType().Name); // A bug, of which the text might be a secret.
        }
    }

    private void Take(RemoteName known, RemoteAnswer answer)
    {
        lock (known)
        {
            if (answer.Away.Length > 0)
            {
                known.FailedAt = clock.GetTimestamp();
                Forget(known);
            }
            else
            {
                (known.AnsweredAt, known.FailedAt, known.IsTenant) = (clock.GetTimestamp(), null, answer.Tenant is not null);
                Put(known, answer.Tenant);
            }
        }

        if (IsCurrent(known))
        {
            Tell(known.Name, answer);
        }
    }

    /// <summary>What is too old to be in force leaves the table. Under its lock.</summary>
    private void Forget(RemoteName known)
    {
        if (known is { IsTenant: true, AnsweredAt: { } answered } && clock.GetElapsedTime(answered) >= times.StaleFor)
        {
            (known.IsTenant, known.AnsweredAt) = (false, null);
            Put(known, tenant: null);
        }
    }

    /// <summary>
    /// The table has one writer at a time. The record that is known stays if nothing in it has changed, and with it its keys. A name has one
    /// question at a time, so its answers come in the order in which they were asked for; where it was forgotten and asked for anew
    /// meanwhile, only the later one says anything.
    /// </summary>
    private void Put(RemoteName known, TenantRecord? tenant)
    {
        lock (_gate)
        {
            if (!IsCurrent(known))
            {
                return;
            }

            if (tenant is not { } record)
            {
                Tenants.Remove(known.Name);
            }
            else if (IsNew(record))
            {
                Tenants.Set(record);
            }
        }

        bool IsNew(TenantRecord record) => !Tenants.TryFind(known.Name, out var before) || !before.Bytes.AsSpan().SequenceEqual(record.Bytes);
    }

    private bool IsCurrent(RemoteName known) => _names.TryGetValue(known.Name, out var current) && ReferenceEquals(current, known);

    private RemoteName Find(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        lock (_gate)
        {
            if (!_names.TryGetValue(name, out known))
            {
                MakeRoom();
                _names[name] = known = new RemoteName(name);
                _order.Enqueue(known);
            }

            return known;
        }
    }

    /// <summary>The oldest goes that is not asked for and was not used since it was looked at. Under the gate.</summary>
    private void MakeRoom()
    {
        for (var looks = 0; _names.Count >= MostNames; looks++)
        {
            var oldest = _order.Dequeue();
            var isKept = looks < MostLooks && (oldest.Question is { IsCompleted: false } || (oldest.IsTenant && oldest.WasUsed));
            if (isKept)
            {
                oldest.WasUsed = false;
                _order.Enqueue(oldest);
                continue;
            }

            _names.TryRemove(oldest.Name, out _);
            Tenants.Remove(oldest.Name);
            _unreadable.TryRemove(oldest.Name, out _);
        }
    }

    private void Tell(string name, RemoteAnswer answer)
    {
        if (answer is { Away.Length: > 0, IsOfTenant: true })
        {
            if (_unreadable.Count < MostQuestions && _unreadable.TryAdd(name, answer.Away))
            {
                LogUnreadable(Logger, LogText.Field(name) ?? "", Name, answer.Away);
            }

            return;
        }

        var isAway = answer.Away.Length > 0;
        if (!isAway)
        {
            _unreadable.TryRemove(name, out _); // What is wrong with it the next time is news.
        }

        lock (_gate)
        {
            if (isAway == _isAway)
            {
                return;
            }

            _isAway = isAway;
        }

        if (isAway)
        {
            LogAway(Logger, Name, answer.Away);
        }
        else
        {
            LogBack(Logger, Name);
        }
    }

    [LoggerMessage(EventIds.TenantUnreadable, LogLevel.Warning, "The tenant '{Tenant}' of {Source} {Problem}")]
    private static partial void LogUnreadable(ILogger logger, string tenant, string source, string problem);

    [LoggerMessage(EventIds.TenantsUnanswered, LogLevel.Error, "Tenants cannot be asked for at {Source}: {Reason}. Those that are known stay in force.")]
    private static partial void LogAway(ILogger logger, string source, string reason);

    [LoggerMessage(EventIds.TenantsAnswered, LogLevel.Information, "Tenants can be asked for again at {Source}.")]
    private static partial void LogBack(ILogger logger, string source);
}
