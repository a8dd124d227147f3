using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{raw:body:/pointer}</c>: the bytes of an object or a list of the body as they stand there, as Exact Online signs the member <c>Content</c>.</summary>
/// <param name="index">Of its pointer among the route's.</param>
internal sealed class RawMemberPart(int index) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (webhook.Form is not null)
        {
            return ValueState.Unreadable;
        }

        var state = webhook.Json.ReadRaw(index, out var bytes);
        sink.Append(bytes);
        return state;
    }
}
