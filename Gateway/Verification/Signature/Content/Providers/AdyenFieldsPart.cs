using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{adyen-fields}</c>: eight values of the one item, parted by colons, which Adyen does not escape (<c>hmacValidator.getDataToSign</c> of
/// <c>@adyen/api-library</c>).
/// </summary>
/// <remarks>
/// Which of them may hold colons is told by the event's code: of <c>REPORT_AVAILABLE</c> the name of the report, which stands first, of all others the
/// merchant's own reference. The last four hold none, so that they, the code among them, are told from behind; then one value at most may hold any, and
/// what stands before and behind it is told from both ends. One text has one reading, and one signature stands for one webhook.
/// </remarks>
internal sealed class AdyenFieldsPart : IContentPart
{
    private const string Item = "/notificationItems/0/NotificationRequestItem/";

    private readonly ValuePart[] _ofReports;
    private readonly ValuePart[] _ofOthers;
    private readonly BodySource _code;

    /// <param name="bodyPointers">The route's, which the fields are added to.</param>
    /// <param name="signed">The values that are signed, which the fields are added to.</param>
    public AdyenFieldsPart(BodyPointers bodyPointers, ICollection<IValueSource> signed)
    {
        (string Name, bool IsOptional)[] fields =
        [
            ("pspReference", false), ("originalReference", true), ("merchantAccountCode", false), ("merchantReference", true),
            ("amount/value", true), ("amount/currency", true), ("eventCode", false), ("success", false),
        ];
        var sources = Array.ConvertAll(fields, field => new BodySource(bodyPointers.Add(Item + field.Name)!.Value));
        Array.ForEach(sources, signed.Add);
        _code = sources[6];
        _ofReports = Parts(free: 0);
        _ofOthers = Parts(free: 3);

        ValuePart[] Parts(int free) =>
        [
            .. fields.Select((field, at) => new ValuePart(sources[at], at == free ? ValueBoundary.None : ValueBoundary.Colon, field.IsOptional)),
        ];
    }

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var state = _code.Read(webhook, out var code);
        if (state != ValueState.Found)
        {
            return state;
        }

        var parts = code.Span is "REPORT_AVAILABLE" ? _ofReports : _ofOthers;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                sink.Append(":"u8);
            }

            state = parts[i].Append(webhook, sink);
            if (state != ValueState.Found)
            {
                return state;
            }
        }

        return ValueState.Found;
    }
}
