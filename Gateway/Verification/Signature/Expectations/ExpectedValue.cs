using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Expectations;

/// <summary>One entry of <c>Signature:Expected</c>: a value and what it may be.</summary>
/// <param name="source">Where it stands.</param>
/// <param name="texts">What it may be; none where it must be absent.</param>
internal sealed class ExpectedValue(IValueSource source, IReadOnlyList<ContentTemplate> texts)
{
    private readonly ContentTemplate[] _texts = [.. texts];

    /// <summary>Whether it can be nothing but a digest of the body that nobody finds another body for.</summary>
    public bool IsDigestOfBody => _texts is [{ OnlyDigest: { IsOfBody: true, Form: not DigestForm.Crc32 } }];

    public bool Holds(InboundWebhook webhook)
    {
        if (_texts.Length == 0)
        {
            return source.IsAbsent(webhook);
        }

        if (source.Read(webhook, out var value) != ValueState.Found)
        {
            return false;
        }

        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(value.ToArray());
        foreach (var text in _texts)
        {
            var comparison = new ContentComparison(bytes);
            if (text.Append(webhook, comparison) == ValueState.Found && comparison.IsEqual)
            {
                return true;
            }
        }

        return false;
    }
}
