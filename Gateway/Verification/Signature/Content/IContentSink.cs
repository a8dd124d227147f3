namespace Gateway.Verification.Signature.Content;

/// <summary>Takes the signed content piece by piece, so that it never has to stand in one place.</summary>
internal interface IContentSink
{
    void Append(ReadOnlySpan<byte> bytes);
}
