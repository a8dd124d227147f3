using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>What must be so beside a right signature. Shared by all requests of a route, and without state.</summary>
internal interface IProofCondition
{
    /// <summary>Asked of a webhook whose signature is right.</summary>
    bool Holds(InboundWebhook webhook);
}
