using System.Security.Cryptography;


namespace Gateway.Verification.Signature.Content;

/// <summary>Compares a text with its content piece by piece, each in constant time, without putting the content together.</summary>
internal sealed class ContentComparison(ReadOnlyMemory<byte> text) : IContentSink
{
    private bool _matches = true;
    private int _compared;

    /// <summary>Whether text and content are the same from end to end.</summary>
    public bool IsEqual => _matches && _compared == text.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!_matches || bytes.Length > text.Length - _compared)
        {
            _matches = false;
            return;
        }

        _matches = CryptographicOperations.FixedTimeEquals(text.Span.Slice(_compared, bytes.Length), bytes);
        _compared += bytes.Length;
    }
}
