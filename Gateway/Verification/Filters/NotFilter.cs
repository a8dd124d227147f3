using Gateway.Intake;

namespace Gateway.Verification.Filters;

/// <summary>One must not hold. What cannot be read is not turned into what fits.</summary>
internal sealed class NotFilter(IFilter filter) : IFilter
{
    public FilterVerdict Judge(InboundWebhook webhook) => filter.Judge(webhook) switch
    {
        FilterVerdict.Accepts => FilterVerdict.Rejects,
        FilterVerdict.Rejects => FilterVerdict.Accepts,
        var verdict => verdict,
    };
}
