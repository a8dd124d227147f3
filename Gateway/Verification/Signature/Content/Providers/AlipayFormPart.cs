using Gateway.Intake;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{alipay-form}</c>: the fields of the form but <c>sign</c> and <c>sign_type</c>, decoded, sorted by name, <c>name=value</c> parted by <c>&amp;</c>
/// (<c>checkNotifySign</c> of <c>alipay-sdk</c>).
/// </summary>
/// <remarks>
/// Nothing is escaped: a name with an equals sign, and either with an ampersand, could be another field, and is refused. So is a name that stands twice.
/// </remarks>
internal sealed class AlipayFormPart : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (webhook.Form?.Sorted() is not { } fields)
        {
            return ValueState.Unreadable;
        }

        var isFirst = true;
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields.NameAt(i);
            var value = fields.ValueAt(i);
            if (fields.HasNameOfBefore(i) || name.ContainsAny((byte)'&', (byte)'=') || value.Contains((byte)'&'))
            {
                return ValueState.Ambiguous;
            }

            if (name.SequenceEqual("sign"u8) || name.SequenceEqual("sign_type"u8))
            {
                continue;
            }

            sink.Append(isFirst ? default : "&"u8);
            sink.Append(name);
            sink.Append("="u8);
            sink.Append(value);
            isFirst = false;
        }

        return isFirst ? ValueState.Missing : ValueState.Found;
    }
}
