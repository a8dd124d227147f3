namespace Gateway.Observability.Traffic;

/// <summary>How a webhook ended, as charts show it.</summary>
internal enum WebhookEnd
{
    /// <summary>The gateway or the backend could not do its part: the sender is right to send it again.</summary>
    Failed,

    /// <summary>The gateway let it not through.</summary>
    Refused,

    /// <summary>Forwarded, queued or answered as it is to be.</summary>
    Passed,
}
