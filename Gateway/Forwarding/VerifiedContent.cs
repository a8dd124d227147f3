using System.Net;
using System.Net.Http.Headers;
using Gateway.Intake;

namespace Gateway.Forwarding;

/// <summary>
/// The verified bytes as they go to the backend: straight from where they were verified, in one piece with the headers.
/// YARP's own content copies a stream, and sends the headers in a packet of their own before it.
/// </summary>
internal sealed class VerifiedContent : HttpContent
{
    private readonly BufferedBody _body;

    /// <param name="body">What was received.</param>
    /// <param name="headers">Those that YARP's transforms have made.</param>
    public VerifiedContent(BufferedBody body, HttpContentHeaders headers)
    {
        _body = body;
        foreach (var (name, values) in headers.NonValidated)
        {
            if (values.Count == 1)
            {
                Headers.TryAddWithoutValidation(name, values.ToString());
            }
            else
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The request may be over while its body is still being sent, e.g. over HTTP/2 to a backend that answers early.
        ObjectDisposedException.ThrowIf(!_body.TryHold(), this);
        try
        {
            await stream.WriteAsync(_body.Memory, cancellationToken);
        }
        finally
        {
            _body.LetGo();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
