using System.Net;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Verification.Fetching;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>
/// The certificates that webhooks name, by their URL: fetched when one is first named, and kept. Whoever calls can name URLs
/// that nobody has named before, so fetches are few, whatever is asked for.
/// </summary>
internal sealed partial class CertificateStore(
    ProviderClient provider, GatewayMetrics metrics, TimeProvider clock, ILogger<CertificateStore> logger)
{
    /// <summary>How long a request waits for a certificate.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    /// <summary>How long a failure stands.</summary>
    public static readonly TimeSpan Pause = FetchBudget.Period;

    public const int MaxEntries = 128;

    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, Entry> _entries = [];
    private readonly FetchBudget _budget = new(clock);

    /// <summary>What is known of this URL; null as long as it has to be asked for.</summary>
    public PublishedCertificate? Find(Uri url, out bool isRefused)
    {
        lock (_gate)
        {
            isRefused = false;
            if (!_entries.TryGetValue(url, out var entry))
            {
                return null;
            }

            entry.UsedAt = clock.GetTimestamp();
            isRefused = entry.IsRefused && !HasPassed(entry);
            return entry.Certificate;
        }
    }

    /// <summary>Fetches it, unless it is here or was asked for a moment ago, and waits <see cref="LongestWait"/>.</summary>
    /// <param name="url">One that the route allows.</param>
    /// <param name="host">Of the pattern that allows it.</param>
    /// <param name="client">Who has named it.</param>
    public async ValueTask FetchAsync(Uri url, string host, IPAddress? client)
    {
        Task fetch;
        lock (_gate)
        {
            fetch = Start(url, host, client);
        }

        try
        {
            await fetch.WaitAsync(LongestWait, clock);
        }
        catch (TimeoutException)
        {
            // It goes on in the background, for the provider's next attempt.
        }
    }

    /// <summary>The fetch under way, or a new one; one that is over where none is due.</summary>
    private Task Start(Uri url, string host, IPAddress? client)
    {
        if (_entries.TryGetValue(url, out var entry))
        {
            if (!entry.Fetch.IsCompleted)
            {
                return entry.Fetch;
            }

            if (entry.Certificate is not null || !HasPassed(entry))
            {
                return Task.CompletedTask;
            }
        }

        if (!_budget.TryTake(client))
        {
            return Task.CompletedTask;
        }

        if (entry is null)
        {
            MakeRoom();
            _entries[url] = entry = new Entry();
        }

        entry.TriedAt = entry.UsedAt = clock.GetTimestamp();
        return entry.Fetch = Task.Run(() => FetchAsync(url, host, entry));
    }

    private async Task FetchAsync(Uri url, string host, Entry entry)
    {
        var place = LogText.Field(url.GetLeftPart(UriPartial.Path), LogText.LongestPath);
        try
        {
            var content = await provider.GetAsync(url, PublishedCertificate.MaxBytes, mostRedirects: 0);
            var certificate = PublishedCertificate.Parse(content)
                ?? throw new ProviderUnavailableException("the answer is no certificate in PEM") { IsFinal = true };
            lock (_gate)
            {
                (entry.Certificate, entry.IsRefused) = (certificate, false);
            }

            LogFetched(place, certificate.Id, InstantText.Of(certificate.NotAfter));
        }
        catch (ProviderUnavailableException exception)
        {
            lock (_gate)
            {
                entry.IsRefused = exception.IsFinal;
            }

            LogFailed(place, exception.Message);
        }

        metrics.CertificateFetched(host, entry.Certificate is not null);
    }

    private bool HasPassed(Entry entry) => clock.GetElapsedTime(entry.TriedAt) >= Pause;

    /// <summary>Forgets what failed before what is used, and of these what was used the longest ago.</summary>
    private void MakeRoom()
    {
        if (_entries.Count < MaxEntries)
        {
            return;
        }

        var (oldest, _) = _entries.Where(pair => pair.Value.Fetch.IsCompleted)
            .OrderBy(pair => pair.Value.Certificate is not null)
            .ThenBy(pair => pair.Value.UsedAt)
            .First();
        _entries.Remove(oldest);
    }

    private sealed class Entry
    {
        public Task Fetch { get; set; } = Task.CompletedTask;

        public PublishedCertificate? Certificate { get; set; }

        /// <summary>The provider has said that there is none.</summary>
        public bool IsRefused { get; set; }

        public long TriedAt { get; set; }

        public long UsedAt { get; set; }
    }
}
