using System.Threading.Tasks.Sources;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Claims;

/// <summary>What is asked of one claim, and somebody who waits for it. It is its own task: nothing else is allocated for the one who waits.</summary>
/// <param name="kind">What.</param>
/// <param name="key">The claim's name.</param>
/// <param name="value">What stands there: the attempt, or that it is processed.</param>
/// <param name="milliseconds">How long it is to stand there, or stood.</param>
/// <param name="started">When it was asked for, by the clock's timestamp.</param>
internal sealed class RedisClaimOperation(RedisClaimKind kind, RedisKey key, RedisValue value, long milliseconds, long started)
    : IValueTaskSource<ClaimState>, IValueTaskSource
{
    // On the thread pool: the call that answers many goes on to the next.
    private ManualResetValueTaskSourceCore<ClaimState> _source = new() { RunContinuationsAsynchronously = true };

    /// <summary>Whether the one who waits has been told.</summary>
    public bool IsAnswered { get; private set; }

    public RedisClaimKind Kind => kind;

    public RedisKey Key => key;

    public RedisValue Value => value;

    public long Milliseconds => milliseconds;

    public long Started => started;

    /// <summary>To be awaited once, as this or as <see cref="End"/>.</summary>
    public ValueTask<ClaimState> Answer => new(this, _source.Version);

    public ValueTask End => new(this, _source.Version);

    /// <summary>By the one call that it is part of.</summary>
    public void Succeed(ClaimState state)
    {
        IsAnswered = true;
        _source.SetResult(state);
    }

    /// <summary>Nothing happens if it has been answered.</summary>
    public void Fail(Exception exception)
    {
        if (!IsAnswered)
        {
            IsAnswered = true;
            _source.SetException(exception);
        }
    }

    public ClaimState GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);
}
