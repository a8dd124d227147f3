using System.Buffers;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{easypost-body}</c>: EasyPost signs what its Ruby service writes, where a weight is a float, and sends what another
/// writes, where it is an integer. So each integer behind <c>"weight":</c> is signed with <c>.0</c>, and blanks behind it
/// are not (<c>Utils.validateWebhook</c> of its client libraries: <c>("weight":\s*)(\d+)(\s*)(?=,|\})</c>).
/// </summary>
internal sealed class EasyPostBodyPart : IContentPart
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var rest = webhook.SignedBody.Span;
        var key = "\"weight\":"u8;
        for (var places = 0; rest.IndexOf(key) is >= 0 and var at; places++)
        {
            if (places == ProofLimits.ChangedPlaces)
            {
                return ValueState.Unreadable;
            }

            var number = at + key.Length;
            number += Length(rest[number..], Blanks);
            var digits = rest[number..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            var end = number + Math.Max(digits, 0);
            var behind = end + Length(rest[end..], Blanks);
            sink.Append(rest[..end]);
            if (digits > 0 && behind < rest.Length && rest[behind] is (byte)',' or (byte)'}')
            {
                sink.Append(".0"u8);
                end = behind;
            }

            rest = rest[end..];
        }

        sink.Append(rest);
        return ValueState.Found;
    }

    private static int Length(ReadOnlySpan<byte> text, SearchValues<byte> characters)
    {
        var end = text.IndexOfAnyExcept(characters);
        return end < 0 ? text.Length : end;
    }
}
