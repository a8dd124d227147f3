using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Expectations;

/// <summary>One entry of <c>Signature:Expected</c>: a value and what it may be.</summary>
/// <param name="place">Where it stands, as configured.</param>
/// <param name="source">The same.</param>
/// <param name="form">What it is held to.</param>
/// <param name="texts">What it may be, where it is held to texts.</param>
internal sealed class ExpectedValue(string place, IValueSource source, ExpectedForm form, IReadOnlyList<ContentTemplate> texts) : IProofCondition
{
    private readonly ContentTemplate[] _texts = [.. texts];

    /// <summary>Whether it can be nothing but a digest of the body that nobody finds another body for.</summary>
    public bool IsDigestOfBody => _texts is [{ OnlyDigest: { IsOfBody: true, Form: not DigestForm.Crc32 } }];

    public string Subject => place;

    public string Problem => form switch
    {
        ExpectedForm.Absent => "is there: 'Signature.Expected' says {absent}",
        ExpectedForm.OneElement => "is no list of one: 'Signature.Expected' says {one-element}",
        _ => "is not what 'Signature.Expected' says",
    };

    public bool Holds(InboundWebhook webhook)
    {
        switch (form)
        {
            case ExpectedForm.Absent:
                return source.IsAbsent(webhook);
            case ExpectedForm.OneElement:
                return source.PointerIndex is { } list && webhook.Json.IsListOfOne(list);
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
