using System.IO.Compression;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A body compressed again, in the few ways that are likely: what is short comes out alike from most programs.</summary>
internal static class Gzip
{
    private const int MaxBytes = 1024 * 1024;
    private const int Header = 10;
    private const int Flags = 8;
    private const int System = 9;

    private static readonly CompressionLevel[] Levels = [CompressionLevel.Optimal, CompressionLevel.Fastest, CompressionLevel.SmallestSize, CompressionLevel.NoCompression];

    /// <summary>RFC 1952, section 2.3: the header says how well and by which system, and each program has its own.</summary>
    public static IEnumerable<byte[]> All(byte[] body)
    {
        foreach (var level in body.Length <= MaxBytes ? Levels : [])
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, level, leaveOpen: true))
            {
                gzip.Write(body);
            }

            var bytes = packed.ToArray();
            foreach (var flags in (byte[])[0, 2, 4])
            {
                foreach (var system in (byte[])[3, 0, 255, 10, 11, 7, 19])
                {
                    var other = (byte[])bytes.Clone();
                    (other[Flags], other[System]) = (flags, system);
                    other.AsSpan(4, Header - 6).Clear(); // No time.
                    yield return other;
                }
            }
        }
    }
}
