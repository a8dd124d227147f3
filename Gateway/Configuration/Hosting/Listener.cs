using System.Net;

namespace Gateway.Configuration.Hosting;

/// <summary>An address that this process listens on.</summary>
/// <param name="Host">As written, without brackets.</param>
/// <param name="Port">0 for one that the system chooses.</param>
/// <param name="Path">Where it stands in the configuration; the root where it stands elsewhere.</param>
/// <param name="Origin">Where it comes from if not from the file, such as <c>the environment variable 'ASPNETCORE_URLS'</c>.</param>
internal sealed record Listener(string Host, int Port, string Path, string? Origin = null)
{
    private const string Localhost = "localhost";

    /// <summary>Whether it takes connections on every address of the machine, as one with a name does, too.</summary>
    public bool IsOnEveryAddress => IPAddress.TryParse(Host, out var address)
        ? address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
        : !Host.Equals(Localhost, StringComparison.OrdinalIgnoreCase); // No other name is one address to Kestrel.

    /// <summary>What a message calls it.</summary>
    public string Named => Origin ?? $"'{Path}'";

    /// <summary>Of a URL; null where Kestrel could not listen.</summary>
    public static Listener? Of(string url, string path, string? origin = null)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { IsUnixPipe: false, IsNamedPipe: false, PathBase.Length: 0, Port: <= IPEndPoint.MaxPort }
                && address.Scheme.ToLowerInvariant() is "http" or "https"
                ? new Listener(address.Host.Trim('[', ']'), address.Port, path, origin)
                : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether only one of two can have its port.</summary>
    public bool Excludes(Listener other) => Port == other.Port && Port != 0 && (IsOnEveryAddress || other.IsOnEveryAddress || Answers(other.Host));

    /// <summary>Whether who calls this host and port reaches the listener, as far as can be told without asking anybody.</summary>
    public bool IsReachedBy(string host, int port) => Port == port && port != 0 && Answers(host.Trim('[', ']').TrimEnd('.'));

    private bool Answers(string host)
    {
        if (IsOnEveryAddress)
        {
            return IsLoopback(host) || IsUnspecified(host) || host.Equals(Host, StringComparison.OrdinalIgnoreCase)
                || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
        }

        // Both loopback addresses have the name; of two addresses only the same one is meant.
        return host.Equals(Host, StringComparison.OrdinalIgnoreCase)
            || (IsLoopback(Host) && (IsUnspecified(host) || (IsLoopback(host) && (IsLocalhost(host) || IsLocalhost(Host)))));
    }

    /// <summary>With all names below it (RFC 6761, section 6.3).</summary>
    private static bool IsLocalhost(string host) =>
        host.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{Localhost}", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) =>
        IsLocalhost(host) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsUnspecified(string host) =>
        IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}
