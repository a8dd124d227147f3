using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{aws-sns-fields}</c>: name and value of some members of the body, each on a line of its own, in the order of their names;
/// which ones depends on the message's type (Amazon SNS, "Verifying the signatures of Amazon SNS messages").
/// </summary>
/// <remarks>
/// The lines are told apart only because no value but the message itself may hold a line end, and the message is bounded from
/// behind by an id that is no field's name.
/// </remarks>
internal sealed class SnsFieldsPart : IContentPart
{
    private readonly IValueSource _type;
    private readonly IValueSource _subject;
    private readonly Form _notification;
    private readonly Form _notificationWithSubject;
    private readonly Form _confirmation;

    /// <param name="bodyPointers">The route's, which the fields are added to.</param>
    /// <param name="signed">The values that are signed, which the fields are added to.</param>
    public SnsFieldsPart(BodyPointers bodyPointers, ICollection<IValueSource> signed)
    {
        var message = Make("Message", ValueBoundary.None);
        var messageId = Make("MessageId", ValueBoundary.Token);
        var subject = Make("Subject", ValueBoundary.Line);
        var subscribeUrl = Make("SubscribeURL", ValueBoundary.Line);
        var timestamp = Make("Timestamp", ValueBoundary.Line);
        var token = Make("Token", ValueBoundary.Line);
        var topic = Make("TopicArn", ValueBoundary.Line);
        var type = Make("Type", ValueBoundary.Line);
        (_type, _subject) = (type.Source, subject.Source);
        _notification = new Form([message, messageId, timestamp, topic, type], Unsigned: [subscribeUrl, token]);
        _notificationWithSubject = new Form([message, messageId, subject, timestamp, topic, type], Unsigned: [subscribeUrl, token]);
        _confirmation = new Form([message, messageId, subscribeUrl, timestamp, token, topic, type], Unsigned: [subject]);

        Field Make(string name, ValueBoundary boundary)
        {
            var source = new BodySource(bodyPointers.Add("/" + name)!.Value);
            signed.Add(source);
            return new Field(Encoding.UTF8.GetBytes(name + "\n"), source, new ValuePart(source, boundary, isOptional: false));
        }
    }

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var state = _type.Read(webhook, out var type);
        if (state != ValueState.Found)
        {
            return state;
        }

        return type.Span switch
        {
            "Notification" => Append(_subject.IsAbsent(webhook) ? _notification : _notificationWithSubject, webhook, sink),
            "SubscriptionConfirmation" or "UnsubscribeConfirmation" => Append(_confirmation, webhook, sink),
            _ => ValueState.Unreadable,
        };
    }

    private static ValueState Append(Form form, InboundWebhook webhook, IContentSink sink)
    {
        foreach (var field in form.Unsigned)
        {
            if (!field.Source.IsAbsent(webhook))
            {
                return ValueState.Ambiguous;
            }
        }

        foreach (var field in form.Signed)
        {
            sink.Append(field.Label);
            var state = field.Value.Append(webhook, sink);
            if (state != ValueState.Found)
            {
                return state;
            }

            sink.Append("\n"u8);
        }

        return ValueState.Found;
    }

    private sealed record Field(byte[] Label, IValueSource Source, ValuePart Value);

    /// <summary>What is signed in a message, and what is not and so must not stand there: whoever reads it would believe it.</summary>
    private sealed record Form(Field[] Signed, Field[] Unsigned);
}
