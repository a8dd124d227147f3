namespace Gateway.Cli.Schemas;

/// <summary>Reads payloads one after the other: a file each, or a line each. No more than one is held.</summary>
internal static class PayloadSources
{
    private const int LargestPayload = 16 * 1024 * 1024;

    private static readonly string[] LineEndings = [".ndjson", ".jsonl"];

    /// <summary>Each payload with what to call it.</summary>
    /// <param name="sources">Files, folders, and <c>-</c> for standard input.</param>
    /// <param name="areLines">Whether every source has a payload a line.</param>
    /// <param name="output">What is written and may stand in a folder from the last time; null for none.</param>
    /// <exception cref="IOException">A source cannot be read, or is too large.</exception>
    public static IEnumerable<(string Name, byte[] Payload)> Read(IEnumerable<string> sources, bool areLines, string? output)
    {
        var written = output is null ? null : Path.GetFullPath(output);
        foreach (var source in sources.SelectMany(source => Files(source, written)))
        {
            using var stream = source == "-" ? Console.OpenStandardInput() : File.OpenRead(source);
            var name = source == "-" ? "standard input" : source;
            if (!areLines && !LineEndings.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase))
            {
                yield return (name, ReadWhole(stream, name));
                continue;
            }

            foreach (var line in Lines(stream, name))
            {
                yield return line;
            }
        }
    }

    /// <summary>Of a folder, what has the name of a payload, in the order of the names.</summary>
    private static IEnumerable<string> Files(string source, string? written) => Directory.Exists(source)
        ? Directory.EnumerateFiles(source).Where(file => IsPayload(file) && Path.GetFullPath(file) != written).Order(StringComparer.Ordinal)
        : [source];

    private static bool IsPayload(string file) => Path.GetExtension(file) is { } ending
        && LineEndings.Append(".json").Contains(ending, StringComparer.OrdinalIgnoreCase);

    private static byte[] ReadWhole(Stream stream, string name)
    {
        using var content = new MemoryStream();
        var block = new byte[64 * 1024];
        for (var read = stream.Read(block); read > 0; read = stream.Read(block))
        {
            Append(content, block.AsSpan(0, read), name);
        }

        return content.ToArray();
    }

    private static IEnumerable<(string Name, byte[] Payload)> Lines(Stream stream, string name)
    {
        using var line = new MemoryStream();
        var block = new byte[64 * 1024];
        var number = 1;
        for (var read = stream.Read(block); read > 0; read = stream.Read(block))
        {
            for (var at = 0; at < read;)
            {
                var end = block.AsSpan(at, read - at).IndexOf((byte)'\n');
                Append(line, block.AsSpan(at, end < 0 ? read - at : end), name);
                if (end < 0)
                {
                    break;
                }

                if (Take(line) is { } payload)
                {
                    yield return (Named(name, number), payload);
                }

                number++;
                at += end + 1;
            }
        }

        if (Take(line) is { } last)
        {
            yield return (Named(name, number), last);
        }
    }

    private static string Named(string name, int line) => FormattableString.Invariant($"{name}, line {line}");

    private static void Append(MemoryStream content, ReadOnlySpan<byte> bytes, string name)
    {
        if (content.Length + bytes.Length > LargestPayload)
        {
            throw new IOException($"{name}: a payload is larger than {LargestPayload / (1024 * 1024)} MiB.");
        }

        content.Write(bytes);
    }

    /// <summary>The line, unless it is blank.</summary>
    private static byte[]? Take(MemoryStream line)
    {
        var bytes = line.ToArray();
        line.SetLength(0);
        return bytes.AsSpan().ContainsAnyExcept(" \t\r"u8) ? bytes : null;
    }
}
