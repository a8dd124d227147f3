using System.Net;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace Gateway.Tests.Support;

/// <summary>
/// A site on this machine, played by WireMock: what the gateway fetches from a provider, or a backend that only answers. One for all
/// tests of a class: each empties it.
/// </summary>
public sealed class PlayedSite : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });

    internal string Url => _server.Url!;

    /// <summary>Everything that was asked for, in order, such as <c>GET /keys?a=1</c>.</summary>
    internal IReadOnlyList<string> Asked =>
        [.. _server.LogEntries.Select(entry => $"{entry.RequestMessage.Method} {new Uri(entry.RequestMessage.Url).PathAndQuery}")];

    public void Dispose() => _server.Dispose();

    internal void Empty() => _server.Reset();

    /// <summary>The answer to every request from now on.</summary>
    internal void Answer(IResponseBuilder answer)
    {
        _server.ResetMappings();
        _server.Given(Request.Create()).RespondWith(answer);
    }

    /// <inheritdoc cref="Answer(IResponseBuilder)"/>
    internal void Answer(string body, int status = (int)HttpStatusCode.OK) => Answer(Body(body, status));

    /// <summary>The answer at one path, beside those that there are.</summary>
    internal void AnswerAt(string path, string body, int status = (int)HttpStatusCode.OK) => AnswerAt(path, Body(body, status));

    /// <inheritdoc cref="AnswerAt(string, string, int)"/>
    internal void AnswerAt(string path, IResponseBuilder answer) =>
        _server.Given(Request.Create().WithPath(path)).WithGuid(GuidOf(path)).RespondWith(answer);

    internal static IResponseBuilder Redirect(string location) =>
        Response.Create().WithStatusCode(HttpStatusCode.Found).WithHeader("Location", location);

    private static IResponseBuilder Body(string body, int status) => Response.Create().WithStatusCode(status).WithBody(body);

    /// <summary>By which what is told about a path again replaces what was told before.</summary>
    private static Guid GuidOf(string path) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path)).AsSpan(0, 16));
}
