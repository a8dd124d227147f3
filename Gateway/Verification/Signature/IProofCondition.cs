using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>What must be so beside a right signature. Shared by all requests of a route, and without state.</summary>
internal interface IProofCondition
{
    /// <summary>What it is about, as configured.</summary>
    string Subject { get; }

    /// <summary>What is wrong where it does not hold; never a value.</summary>
    string Problem { get; }

    /// <summary>Asked of a webhook whose signature is right.</summary>
    bool Holds(InboundWebhook webhook);
}
