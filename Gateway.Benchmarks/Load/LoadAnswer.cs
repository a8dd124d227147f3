using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>What each request is to be answered with.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The whole body; null for any.</param>
internal sealed record LoadAnswer(int Status, byte[]? Body)
{
    private readonly byte[] _head = Encoding.ASCII.GetBytes($"HTTP/1.1 {Status} ");

    public bool Fits(ReadOnlySpan<byte> whole) =>
        whole.StartsWith(_head) && (Body is null || (whole.EndsWith(Body) && whole[..^Body.Length].EndsWith("\r\n\r\n"u8)));
}
