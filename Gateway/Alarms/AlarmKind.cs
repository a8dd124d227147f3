namespace Gateway.Alarms;

/// <summary>What an alarm may be about.</summary>
internal enum AlarmKind
{
    /// <summary>Less than 95 % of a route's genuine webhooks were answered 2xx.</summary>
    SuccessRate,

    /// <summary>Many more requests than usual prove nothing.</summary>
    ForgedTraffic,

    /// <summary>A provider has fallen silent.</summary>
    Silence,

    /// <summary>The clocks of gateway and provider drift apart.</summary>
    ClockSkew,

    /// <summary>A secret ends soon.</summary>
    SecretExpiring,

    /// <summary>A secret that had given way to another verifies again.</summary>
    SecretRetired,

    /// <summary>A queue grows, or its oldest delivery waits too long.</summary>
    QueueGrowing,

    /// <summary>Deliveries were given up.</summary>
    DeadLetters,

    /// <summary>The store does not answer.</summary>
    StoreDown,

    /// <summary>The file has changed, and what it says is wrong.</summary>
    ReloadRefused,

    /// <summary>So many webhooks failed in a row that a provider may switch the endpoint off.</summary>
    ConsecutiveFailures,
}
