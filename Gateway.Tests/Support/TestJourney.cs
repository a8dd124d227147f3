using Gateway.Intake;
using Gateway.Verification;

namespace Gateway.Tests.Support;

/// <summary>What became of a webhook.</summary>
internal sealed record TestJourney(InboundWebhook Webhook, Verdict Verdict)
{
    public const string Passed = "passed";

    public string Code => Verdict.Passed ? Passed : Verdict.Outcome.Code;
}
