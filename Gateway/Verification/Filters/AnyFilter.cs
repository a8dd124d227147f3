using Gateway.Intake;

namespace Gateway.Verification.Filters;

/// <summary>One must hold. What stands behind the first that does is not looked at.</summary>
internal sealed class AnyFilter(IFilter[] filters) : IFilter
{
    public FilterVerdict Judge(InboundWebhook webhook)
    {
        foreach (var filter in filters)
        {
            if (filter.Judge(webhook) is not FilterVerdict.Rejects and var verdict)
            {
                return verdict;
            }
        }

        return FilterVerdict.Rejects;
    }
}
