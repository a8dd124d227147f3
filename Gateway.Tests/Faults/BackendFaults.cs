using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>One fault for each kind of place in an answer.</summary>
internal static class BackendFaults
{
    private const string ByLength = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private const string InChunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Early = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig";

    /// <summary>
    /// By name, with what the sender may be told (a status with a whole body, or that the answer broke off), and how often a queue
    /// sends it. An answer that breaks off before its body has begun is none.
    /// </summary>
    public static readonly Dictionary<string, (BackendFault Fault, string[] Told, int Attempts)> All = new(StringComparer.Ordinal)
    {
        ["before the status line, reset"] = (new("", BackendFaultEnd.Reset), ["502"], 2),
        ["before the status line, closed"] = (new("", BackendFaultEnd.Close), ["502"], 2),
        ["before the status line, hangs"] = (new("", BackendFaultEnd.Hang), ["504"], 2),
        ["in the status line, reset"] = (new("HTTP/1.1 2", BackendFaultEnd.Reset), ["502"], 2),
        ["in the status line, closed"] = (new("HTTP/1.1 200", BackendFaultEnd.Close), ["502"], 2),
        ["in the status line, hangs"] = (new("HTTP/1.1 2", BackendFaultEnd.Hang), ["504"], 2),
        ["no HTTP"] = (new("SSH-2.0-OpenSSH_9.6\r\n", BackendFaultEnd.Close), ["502"], 2),
        ["a status that is none"] = (new("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", BackendFaultEnd.Close), ["502"], 2),
        ["in a header, reset"] = (new("HTTP/1.1 200 OK\r\nContent-Le", BackendFaultEnd.Reset), ["502"], 2),
        ["in a header, closed"] = (new("HTTP/1.1 200 OK\r\nContent-Le", BackendFaultEnd.Close), ["502"], 2),
        ["in a header, hangs"] = (new("HTTP/1.1 200 OK\r\nContent-Le", BackendFaultEnd.Hang), ["504"], 2),
        ["between two headers, closed"] = (new("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n", BackendFaultEnd.Close), ["502"], 2),
        ["headers without an end"] = (new("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-More: " + new string('x', 1000) + "\r\n", 200)), BackendFaultEnd.Hang), ["502"], 2),
        ["behind 1xx, closed"] = (new("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", BackendFaultEnd.Close), ["502"], 2),
        ["behind the headers, reset"] = (new(ByLength, BackendFaultEnd.Reset), ["502", "broken"], 2),
        ["behind the headers, closed"] = (new(ByLength, BackendFaultEnd.Close), ["502", "broken"], 2),
        ["in a body with a length, reset"] = (new(ByLength + "12345", BackendFaultEnd.Reset), ["502", "broken"], 1),
        ["in a body with a length, closed"] = (new(ByLength + "12345", BackendFaultEnd.Close), ["502", "broken"], 1),
        ["in the size of a chunk, closed"] = (new(InChunks + "A", BackendFaultEnd.Close), ["502", "broken"], 2),
        ["in a chunk, reset"] = (new(InChunks + "A\r\n12345", BackendFaultEnd.Reset), ["502", "broken"], 1),
        ["in a chunk, closed"] = (new(InChunks + "A\r\n12345", BackendFaultEnd.Close), ["502", "broken"], 1),
        ["before the last chunk, closed"] = (new(InChunks + "A\r\n1234567890\r\n", BackendFaultEnd.Close), ["502", "broken"], 1),
        ["a chunk that has no size"] = (new(InChunks + "size\r\n1234567890\r\n0\r\n\r\n", BackendFaultEnd.Close), ["502", "broken"], 2),
        ["behind the end, reset"] = (new(ByLength + "1234567890", BackendFaultEnd.Reset), ["200 1234567890", "broken"], 1),
        ["behind the end, closed"] = (new(ByLength + "1234567890", BackendFaultEnd.Close), ["200 1234567890"], 1),
        ["behind the last chunk, closed"] = (new(InChunks + "A\r\n1234567890\r\n0\r\n\r\n", BackendFaultEnd.Close), ["200 1234567890"], 1),
        ["more than the length says"] = (new(ByLength + "1234567890HTTP/1.1 200 OK\r\n\r\n", BackendFaultEnd.Close), ["200 1234567890"], 1),
        ["no length, closed"] = (new("HTTP/1.1 200 OK\r\n\r\n1234567890", BackendFaultEnd.Close), ["200 1234567890"], 1),
        ["trickling"] = (new(InChunks + "A\r\n1234567890\r\n0\r\n\r\n", BackendFaultEnd.Close) { IsTrickling = true }, ["200 1234567890"], 1),
        ["early, closed"] = (new(Early, BackendFaultEnd.Close) { IsEarly = true }, ["413 big", "502"], 2),
        ["early, reset"] = (new(Early, BackendFaultEnd.Reset) { IsEarly = true }, ["413 big", "502", "broken"], 2),
        ["early, and reads no more"] = (new(Early, BackendFaultEnd.Hang) { IsEarly = true }, ["413 big", "502"], 2),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>How long the backend may take: a moment if it hangs, and else longer than a busy machine does.</summary>
    public static string PatienceWith(BackendFault fault) => fault.End == BackendFaultEnd.Hang ? "00:00:03" : "00:00:30";

    /// <summary>Large enough to stand in no buffer whole.</summary>
    public static SignedWebhook Large(string id) =>
        new(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{id}}","data":"{{new string('x', 900_000)}}"}""");
}
