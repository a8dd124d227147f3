using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.Keys;

/// <summary>A hash in the making over what is signed. Pooled, and ready for the next content when it is finished.</summary>
internal interface IContentHash : IContentSink
{
    int LengthInBytes { get; }

    /// <summary>Writes the hash, and says how long it is.</summary>
    int Finish(Span<byte> destination);
}
