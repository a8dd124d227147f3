using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Reading;

namespace Gateway.Secrets.Remote;

/// <summary>
/// Asks a source of secrets over HTTP, bounded in size; the caller bounds the time. It goes where the configuration says and nowhere else:
/// no redirect, no proxy, no cookie.
/// </summary>
internal sealed class SecretsClient : IDisposable
{
    /// <summary>Of an answer: sixteen secrets of the longest, written as escapes.</summary>
    public const int MostBytes = 512 * 1024;

    private readonly HttpClient _http;

    /// <param name="authorities">Those that the server's certificate may be of; null for the system's.</param>
    public SecretsClient(X509Certificate2Collection? authorities = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15), // A name may lead elsewhere by then.
            MaxConnectionsPerServer = RemoteTenants.MostQuestions,
        };
        if (authorities is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = PolicyOf(authorities) };
        }

        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The certificates of a file in PEM; null, and why, if there are none.</summary>
    public static X509Certificate2Collection? Authorities(string path, out string problem)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
            problem = authorities.Count == 0 ? $"the file '{path}' holds no certificate in PEM form." : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problem = $"the file '{path}' cannot be read: {exception.Message}";
        }

        return problem.Length == 0 ? authorities : null;
    }

    /// <summary>The answer's status and content; or null, and why there is none, without anything that was sent.</summary>
    public async Task<(HttpStatusCode Status, byte[] Content, string Away)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return await BoundedContent.ReadAsync(answer.Content, MostBytes, cancellation) is { } content
                ? (answer.StatusCode, content, "")
                : (default, [], $"the answer is larger than {MostBytes} bytes");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return (default, [], ReasonOf(exception));
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Without what was answered: what is no HTTP is quoted by messages, and might be a secret.</summary>
    private static string ReasonOf(Exception exception)
    {
        var error = exception switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException broken => broken.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error switch
        {
            HttpRequestError.Unknown => exception.Message,
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError => $"{error}: {exception.Message}",
            _ => error.ToString(),
        };
    }

    private static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // Private authorities seldom publish lists.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
