using Gateway.Intake;

namespace Gateway.Verification.Filters;

/// <summary>Each must hold. What stands behind the first that does not is not looked at.</summary>
internal sealed class AllFilter(IFilter[] filters) : IFilter
{
    public FilterVerdict Judge(InboundWebhook webhook)
    {
        foreach (var filter in filters)
        {
            if (filter.Judge(webhook) is not FilterVerdict.Accepts and var verdict)
            {
                return verdict;
            }
        }

        return FilterVerdict.Accepts;
    }
}
