using Gateway.Observability;
using Gateway.Verification.Fetching;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>
/// The key set of one URL, kept up to date. Shared by all routes that name the URL, before and after a reload; a set that
/// was good is kept as long as no other can be had.
/// </summary>
internal sealed partial class KeySetFeed(
    Uri url, ProviderClient client, GatewayMetrics metrics, TimeProvider clock, ILogger<KeySetFeed> logger)
{
    /// <summary>How long a request waits for a key that it names and nobody knows.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Between two fetches that requests ask for, whatever they name, and between two that fail.</summary>
    public static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(30);

    private const int MaxRedirects = 3;

    private readonly Lock _gate = new();
    private WebKeySet? _current;
    private Task _fetch = Task.CompletedTask;
    private long? _attemptedAt;
    private long? _askedAt;
    private bool _isFailing;

    /// <summary>The set; null as long as there has been none.</summary>
    public WebKeySet? Current => Volatile.Read(ref _current);

    /// <summary>Starts to fetch the set in the background if it is older than it should be.</summary>
    public void RefreshIfDue(TimeSpan interval)
    {
        lock (_gate)
        {
            if (_fetch.IsCompleted && HasPassed(_isFailing ? LeastPause : interval, _attemptedAt))
            {
                Start();
            }
        }
    }

    /// <summary>
    /// Asks for a newer set, at most one each <see cref="LeastPause"/>, and waits for it <see cref="LongestWait"/>. True if the
    /// last fetch has brought one, so that a key that is not in it is nobody's; false while it is under way or has failed.
    /// </summary>
    public async ValueTask<bool> RenewAsync()
    {
        Task fetch;
        lock (_gate)
        {
            if (_fetch.IsCompleted && HasPassed(LeastPause, _askedAt))
            {
                _askedAt = clock.GetTimestamp();
                Start();
            }

            fetch = _fetch;
        }

        try
        {
            await fetch.WaitAsync(LongestWait, clock);
        }
        catch (TimeoutException)
        {
            // It goes on in the background. A process that was stopped may find it over all the same.
        }

        lock (_gate)
        {
            return fetch.IsCompleted && !_isFailing;
        }
    }

    private bool HasPassed(TimeSpan pause, long? since) => since is not { } start || clock.GetElapsedTime(start) >= pause;

    private void Start()
    {
        _attemptedAt = clock.GetTimestamp();
        _fetch = Task.Run(FetchAsync);
    }

    private async Task FetchAsync()
    {
        try
        {
            var content = await client.GetAsync(url, WebKeySet.MaxBytes, MaxRedirects);
            var set = WebKeySet.Parse(content, out var error) ?? throw new ProviderUnavailableException("the key set " + error);
            Volatile.Write(ref _current, set);
            Finished(succeeded: true, reason: "");
        }
        catch (ProviderUnavailableException exception)
        {
            Finished(succeeded: false, exception.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Finished(succeeded: false, exception.GetType().Name); // A bug, which must not end the refreshing.
        }
    }

    private void Finished(bool succeeded, string reason)
    {
        bool wasFailing;
        lock (_gate)
        {
            (wasFailing, _isFailing) = (_isFailing, !succeeded);
        }

        metrics.KeySetFetched(url.Host, succeeded);
        if (!succeeded && !wasFailing)
        {
            LogFailed(Place, reason, Current is null ? "none so far" : "the one from before");
        }
        else if (succeeded && wasFailing)
        {
            LogRecovered(Place);
        }
    }

    /// <summary>Without the query, which may be a secret of its own.</summary>
    private string Place => url.GetLeftPart(UriPartial.Path);
}
