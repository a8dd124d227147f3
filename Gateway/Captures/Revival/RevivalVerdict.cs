namespace Gateway.Captures.Revival;

/// <summary>What follows of a kept request's being judged again.</summary>
internal enum RevivalVerdict
{
    /// <summary>It could not be judged: something of it, or of its proof, is not kept.</summary>
    NotJudged,

    /// <summary>Today's configuration refuses it, too, or does not want its event.</summary>
    Refused,

    /// <summary>It verifies, and was not passed on: the backend, a budget or a store.</summary>
    Failed,

    /// <summary>It verifies, and is with the backend or in the queue; or there was nothing to pass on: a copy, or a challenge.</summary>
    Released,
}
