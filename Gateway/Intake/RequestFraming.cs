namespace Gateway.Intake;

/// <summary>What a request says of where its body ends.</summary>
internal static class RequestFraming
{
    /// <summary>What HTTP/1.1 says of one connection. Other versions have no such headers, and a request with one is malformed.</summary>
    private static readonly string[] OfConnection =
        ["Connection", "HTTP2-Settings", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade"];

    /// <summary>
    /// RFC 9113, section 8.2.2, and RFC 9114, section 4.2: whoever passes it on by HTTP/1.1 would send what frames or turns the connection
    /// there. Kestrel looks for some of them only.
    /// </summary>
    public static bool IsMalformed(HttpRequest request)
    {
        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            return false;
        }

        foreach (var name in OfConnection)
        {
            if (request.Headers.ContainsKey(name))
            {
                return true;
            }
        }

        return request.Headers.TE is { Count: > 0 } te && (te.Count > 1 || !string.Equals(te[0], "trailers", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// RFC 9112, section 6.1: whoever stands in front may have read another body. Kestrel takes a length beside chunks
    /// away and leaves this mark; of several codings it undoes the last alone.
    /// </summary>
    public static bool IsAmbiguous(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0
        && (headers.ContainsKey("X-Content-Length") || headers.TransferEncoding is not [var coding]
            || !string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase));
}
