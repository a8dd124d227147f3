namespace Gateway.Storage.States;

/// <summary>A state as it was read.</summary>
/// <param name="Content">In the form of its owner.</param>
/// <param name="Version">To be handed back by whoever writes it anew; at least 1.</param>
internal sealed record StateEntry(ReadOnlyMemory<byte> Content, long Version);
