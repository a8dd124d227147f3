using System.Security.Cryptography;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Compares a claim with its content piece by piece, each in constant time, without putting the content together.</summary>
internal sealed class ClaimComparison(ReadOnlyMemory<byte> claim) : IContentSink
{
    private bool _matches = true;
    private int _compared;

    /// <summary>Whether claim and content are the same from end to end.</summary>
    public bool IsEqual => _matches && _compared == claim.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!_matches || bytes.Length > claim.Length - _compared)
        {
            _matches = false;
            return;
        }

        _matches = CryptographicOperations.FixedTimeEquals(claim.Span.Slice(_compared, bytes.Length), bytes);
        _compared += bytes.Length;
    }
}
