using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Support.Brokers;

/// <summary>Shakes hands by TLS, asks for a certificate of its authority's, and ends the connection.</summary>
internal sealed class TlsListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<string> _firstClient = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BrokerTlsFiles _files;
    private readonly Task _accepting;

    public TlsListener(BrokerTlsFiles files)
    {
        _files = files;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The name of the first who has completed the handshake, by its certificate.</summary>
    public Task<string> FirstClient => _firstClient.Task;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ShakeHandsAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return; // Stopped.
            }
        }
    }

    private async Task ShakeHandsAsync(TcpClient client)
    {
        using var pem = X509Certificate2.CreateFromPemFile(_files.ServerFile, _files.ServerKeyFile);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(pem, additionalCertificates: null, offline: true),
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && certificate.Issuer == _files.Authority.Certificate.Subject,
            });
            if (await stream.ReadAsync(new byte[1]) > 0) // Behind the handshake of TLS 1.3 the client says whether it believes.
            {
                _firstClient.TrySetResult(stream.RemoteCertificate!.Subject);
            }
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            // One of the two did not believe the other.
        }
    }
}
