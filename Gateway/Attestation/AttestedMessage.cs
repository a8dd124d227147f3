namespace Gateway.Attestation;

/// <summary>What is attested.</summary>
/// <param name="Id">Names it, the same whenever it is sent again. Without a dot, or another id and time could be read from what is signed.</param>
/// <param name="At">When it is sent.</param>
/// <param name="Body">All of it.</param>
internal readonly record struct AttestedMessage(string Id, DateTimeOffset At, ReadOnlyMemory<byte> Body)
{
    /// <summary>Where to, of a request over HTTP; null for what is sent otherwise.</summary>
    public AttestedTarget? Target { get; init; }
}
