namespace Gateway.Intake;

/// <summary>What a request says of where its body ends.</summary>
internal static class RequestFraming
{
    /// <summary>
    /// RFC 9112, section 6.1: whoever stands in front may have read another body. Kestrel takes a length beside chunks
    /// away and leaves this mark; of several codings it undoes the last alone.
    /// </summary>
    public static bool IsAmbiguous(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0
        && (headers.ContainsKey("X-Content-Length") || headers.TransferEncoding is not [var coding]
            || !string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase));
}
