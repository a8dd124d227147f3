using Gateway.Intake;

namespace Gateway.Verification.Filters;

/// <summary>A compiled condition on a webhook that is verified.</summary>
internal interface IFilter
{
    FilterVerdict Judge(InboundWebhook webhook);
}
