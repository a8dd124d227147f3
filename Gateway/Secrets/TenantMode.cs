namespace Gateway.Secrets;

/// <summary>What becomes of what one tenant's secrets do not verify.</summary>
internal enum TenantMode
{
    /// <summary>As the route says.</summary>
    OfRoute,

    Enforce,

    Monitor,
}
