using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Support;

/// <summary>A request as a listener would hand it over, without one.</summary>
internal sealed record TestRequest
{
    public string Method { get; init; } = "POST";

    /// <summary>Path and query as they stand in the request line.</summary>
    public string Target { get; init; } = "/hook";

    /// <summary>Header lines in order; a name may stand several times.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public string? ContentType { get; init; } = "application/json";

    public byte[] Body { get; init; } = "{}"u8.ToArray();

    public string Text
    {
        init => Body = Encoding.UTF8.GetBytes(value);
    }

    public IPAddress? Client { get; init; } = IPAddress.Parse("192.0.2.1");

    /// <summary>What the sender shows in its TLS handshake.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What it shows above it.</summary>
    public IReadOnlyList<X509Certificate2> Above { get; init; } = [];

    /// <summary>Whose the connection is, if not the client's own.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>Where the body comes from instead of <see cref="Body"/>, for what arrives slowly or not at all.</summary>
    public PipeReader? Reader { get; init; }

    /// <summary>The length that the sender announces; by default the body's.</summary>
    public long? ContentLength { get; init; }

    public TestRequest With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public DefaultHttpContext ToContext()
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        var query = Target.IndexOf('?', StringComparison.Ordinal);
        request.Method = Method;
        request.Protocol = "HTTP/1.1";
        request.Path = Target[0] != '/' ? "/" : query < 0 ? Target : Target[..query];
        request.QueryString = new QueryString(query < 0 ? "" : Target[query..]);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = Target;
        foreach (var (name, value) in Headers)
        {
            request.Headers.Append(name, value);
        }

        if (ContentType is not null)
        {
            request.Headers.Append("Content-Type", ContentType);
        }

        request.ContentLength = ContentLength ?? (Reader is null ? Body.Length : null);
        context.Features.Set<IRequestBodyPipeFeature>(
            new BodyPipe(Reader ?? PipeReader.Create(new ReadOnlySequence<byte>(Body))));
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(Reader is not null || Body.Length > 0));
        context.Connection.RemoteIpAddress = Client;
        context.Connection.ClientCertificate = Certificate;
        context.Features.Set(new TlsCertificates([.. Above.Select(certificate => certificate.RawData)]));
        context.TraceIdentifier = "request-1";
        context.Response.Body = new MemoryStream();
        return context;
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

    private sealed record BodyPipe(PipeReader Reader) : IRequestBodyPipeFeature;
}
