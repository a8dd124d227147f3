namespace Gateway.Secrets.Remote;

/// <summary>For how long answers of a remote source are good.</summary>
/// <param name="CacheFor">Before a tenant is asked for anew.</param>
/// <param name="StaleFor">While there is no answer to that.</param>
internal sealed record RemoteTimes(TimeSpan CacheFor, TimeSpan StaleFor)
{
    public static readonly TimeSpan DefaultCacheFor = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LeastCacheFor = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LongestCacheFor = TimeSpan.FromDays(1);
    public static readonly TimeSpan DefaultStaleFor = TimeSpan.FromHours(24);
    public static readonly TimeSpan LongestStaleFor = TimeSpan.FromDays(7);
}
