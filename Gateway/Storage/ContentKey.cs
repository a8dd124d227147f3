namespace Gateway.Storage;

/// <summary>One key that what is stored is encrypted with. It cannot be printed by accident.</summary>
/// <param name="id">Its name, which stands before what it encrypts.</param>
/// <param name="key">32 bytes.</param>
internal sealed class ContentKey(string id, byte[] key)
{
    /// <summary>In bytes: AES-256.</summary>
    public const int Size = 32;

    public string Id { get; } = id;

    public ReadOnlySpan<byte> Key => key;

    public override string ToString() => $"key '{Id}'";
}
