using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>Asks the sentinels which server is the primary.</summary>
/// <remarks>
/// The library could, but waits for sentinels and servers on threads of the pool: at a failover, when all webhooks are
/// refused and come again, it kept nine of them for seconds.
/// </remarks>
internal sealed class RedisSentinels : IAsyncDisposable
{
    /// <summary>A sentinel has little to do but to answer: one that needs longer only holds up what the others say.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1);

    private const string NoneConnected = "no sentinel is connected";

    private readonly ConfigurationOptions _configuration;
    private readonly string _service;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private readonly RedisAttempts _attempts = new();
    private ConnectionMultiplexer? _multiplexer;
    private volatile string? _failure = NoneConnected;

    /// <param name="configuration">Of the sentinels.</param>
    /// <param name="service">What they call the primary and its replicas.</param>
    /// <param name="timeout">Within it, and within a second, a sentinel answers, or it is left out.</param>
    /// <param name="clock">Measures.</param>
    public RedisSentinels(ConfigurationOptions configuration, string service, TimeSpan timeout, TimeProvider clock)
    {
        (_configuration, _service, _clock) = (configuration, service, clock);
        _timeout = timeout < MostPatience ? timeout : MostPatience;
        _configuration.ConnectionAttemptCompleted += _attempts.Note;
    }

    /// <summary>Why they have named no primary so far, or when they were asked last, safe to show; null if they have.</summary>
    public string? Failure =>
        _failure == NoneConnected && _attempts.Failure is { } why ? $"{NoneConnected} ({why})" : _failure;

    /// <summary>Null if they name none.</summary>
    /// <remarks>One call at a time. A sentinel that was away may name a primary of the past: the latest failover counts.</remarks>
    public async Task<EndPoint?> FindPrimaryAsync()
    {
        if (_multiplexer is null)
        {
            _attempts.Forget();
            _multiplexer = await ConnectionMultiplexer.ConnectAsync(_configuration);
            if (!_multiplexer.IsConnected)
            {
                await _attempts.HearAsync(_clock);
            }
        }

        var asked = Array.FindAll(_multiplexer.GetServers(), sentinel => sentinel.IsConnected);
        if (asked.Length == 0)
        {
            _failure = NoneConnected;
            return null;
        }

        var answers = await Task.WhenAll(asked.Select(AskAsync));
        var latest = answers.MaxBy(answer => answer.Epoch);
        _failure = latest.Primary is null ? latest.Failure ?? $"the sentinels know no primary of '{_service}'" : null;
        if (Array.TrueForAll(answers, answer => answer.IsSilent))
        {
            await DisposeAsync(); // Perhaps these connections lead nowhere any more. The next call makes others.
        }

        return latest.Primary;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _multiplexer, null) is { } multiplexer)
        {
            await multiplexer.CloseAsync(allowCommandsToComplete: false);
            await multiplexer.DisposeAsync();
        }
    }

    private async Task<SentinelAnswer> AskAsync(IServer sentinel)
    {
        var name = EndPointCollection.ToString(sentinel.EndPoint);
        try
        {
            // The address in the facts is the old one until every replica follows the promoted one, which may take minutes.
            var facts = sentinel.SentinelMasterAsync(_service);
            var primary = sentinel.SentinelGetMasterAddressByNameAsync(_service);
            await Task.WhenAll(facts, primary).WaitAsync(_timeout, _clock);
            return new SentinelAnswer(EpochIn(await facts), await primary);
        }
        catch (TimeoutException)
        {
            return new SentinelAnswer($"the sentinel {name} does not answer") { IsSilent = true };
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            return new SentinelAnswer(failure is RedisServerException
                ? $"{name}, asked for the primary of '{_service}', refuses: {failure.Message}"
                : $"the sentinel {name} is not connected");
        }
    }

    private static long EpochIn(KeyValuePair<string, string>[] facts)
    {
        foreach (var (name, value) in facts)
        {
            if (name == "config-epoch" && long.TryParse(value, CultureInfo.InvariantCulture, out var epoch))
            {
                return epoch;
            }
        }

        return 0;
    }
}
