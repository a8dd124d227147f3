using System.Text;
using Gateway.Cli.Explaining;

namespace Gateway.Tests.Fuzzing;

/// <summary>Captured requests, as <c>explain</c> reads them: what was read, and is written again, is read as the same.</summary>
internal sealed class CaptureTarget : FuzzTarget
{
    public override string[] Fragments => ["\n", "\r\n", "\n\n", ": ", "POST ", " HTTP/1.1", "Host: ", "Transfer-Encoding: chunked\n", "Content-Length: 4\n", "0\r\n\r\n", "4\r\n", "ffffffff\r\n", "\t", " ", "\0", "\ufeff", "https://"];

    public override bool Read(byte[] input)
    {
        if (CaptureFile.Read(input, out var problem) is not { } capture)
        {
            Assert.NotEmpty(problem);
            return false;
        }

        // The body is put together already.
        var headers = capture.Headers.Where(header => !string.Equals(header.Key, "Transfer-Encoding", StringComparison.OrdinalIgnoreCase)).ToList();
        var head = (capture.Method is null ? "" : $"{capture.Method} {capture.Target} HTTP/1.1\n")
            + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\n")) + "\n";
        var again = CaptureFile.Read([.. Encoding.Latin1.GetBytes(head), .. capture.Body], out problem);
        if (capture.Method is not null || headers.Count > 0)
        {
            Assert.True(again is not null, $"{problem} {head}");
            Assert.Equal((capture.Method, capture.Target), (again.Method, again.Target));
            Assert.Equal(headers, again.Headers);
            Assert.Equal(capture.Body, again.Body);
        }

        return true;
    }
}
