using Gateway.Delivery.Stored;

namespace Gateway.Captures;

/// <summary>
/// A kept request as it was received, but for values that are hidden: enough to judge it again at its own time. Headers are in the
/// order in which Kestrel hands them on.
/// </summary>
internal sealed record KeptRequest
{
    private const byte Version = 1;

    public required string Method { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Path and query as the sender wrote them, hidden values as <see cref="HiddenValue.Mark"/>.</summary>
    public required string Target { get; init; }

    /// <summary>What was answered.</summary>
    public required int StatusCode { get; init; }

    /// <summary>What the log says of the outcome beside its code; empty for nothing.</summary>
    public required string Detail { get; init; }

    /// <summary>The stage that ended the journey; empty for none.</summary>
    public required string Stage { get; init; }

    /// <summary>Whether a trusted proxy handed it over, whose word about the sender counts.</summary>
    public required bool IsFromTrustedProxy { get; init; }

    /// <summary>One entry for each line, hidden values as <see cref="HiddenValue.Mark"/>.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required IReadOnlyList<HiddenValue> Hidden { get; init; }

    /// <summary>The key of the hashes, which is of this request alone; empty where nothing is hidden.</summary>
    public required byte[] HashKey { get; init; }

    /// <summary>How many bytes of the body arrived.</summary>
    public required int ReceivedBytes { get; init; }

    /// <summary>Why there is no body although bytes arrived, or not all of them did; empty if it is here as a whole.</summary>
    public required string BodyNote { get; init; }

    /// <summary>The exact bytes, if they are kept.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public bool IsWhole => BodyNote.Length == 0;

    /// <summary>The form that is kept: a byte for the form of encryption, the head, the body; and room behind it.</summary>
    public byte[] Encode(int room)
    {
        var counting = new HeadWriter(default, counts: true);
        WriteHead(ref counting);
        var content = GC.AllocateUninitializedArray<byte>(1 + counting.Length + Body.Length + room);
        content[0] = 0;
        var head = new HeadWriter(content.AsSpan(1));
        WriteHead(ref head);
        Body.Span.CopyTo(content.AsSpan(1 + head.Length));
        return content;
    }

    /// <summary>What <see cref="Encode"/> has written, without the room.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or a newer gateway wrote it.</exception>
    public static KeptRequest Decode(ReadOnlyMemory<byte> content)
    {
        var reader = new HeadReader(content.Span[1..]);
        if (reader.Byte() != Version)
        {
            throw HeadReader.Damaged();
        }

        var request = new KeptRequest
        {
            Method = reader.Text(),
            Scheme = reader.Text(),
            Target = reader.Text(),
            StatusCode = reader.Number(),
            Detail = reader.Text(),
            Stage = reader.Text(),
            IsFromTrustedProxy = reader.Bool(),
            Headers = reader.Pairs(),
            Hidden = ReadHidden(ref reader),
            HashKey = Convert.FromBase64String(reader.Text()),
            ReceivedBytes = reader.Number(),
            BodyNote = reader.Text(),
            Body = default,
        };
        return request with { Body = content[(1 + reader.Position)..] };
    }

    private void WriteHead(ref HeadWriter writer)
    {
        writer.Write(Version);
        writer.Write(Method);
        writer.Write(Scheme);
        writer.Write(Target);
        writer.Write(StatusCode);
        writer.Write(Detail);
        writer.Write(Stage);
        writer.Write(IsFromTrustedProxy);
        writer.Write(Headers.Count);
        foreach (var (name, value) in Headers)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(Hidden.Count);
        foreach (var value in Hidden)
        {
            writer.Write(value.IsHeader);
            writer.Write(value.Index);
            writer.Write(value.Name);
            writer.Write(value.Length);
            writer.Write(value.Hash);
        }

        writer.Write(Convert.ToBase64String(HashKey));
        writer.Write(ReceivedBytes);
        writer.Write(BodyNote);
    }

    private static HiddenValue[] ReadHidden(ref HeadReader reader)
    {
        var hidden = new HiddenValue[Math.Min(reader.Number(), 1 << 16)];
        for (var i = 0; i < hidden.Length; i++)
        {
            hidden[i] = new HiddenValue(reader.Bool(), reader.Number(), reader.Text(), reader.Number(), reader.Text());
        }

        return hidden;
    }
}
