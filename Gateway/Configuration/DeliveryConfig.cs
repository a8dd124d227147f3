namespace Gateway.Configuration;

/// <summary>The <c>Delivery</c> section of a route as written: null means the file does not say.</summary>
internal sealed record DeliveryConfig
{
    /// <summary>Default <see cref="DeliveryMode.Forward"/>.</summary>
    public DeliveryMode? Mode { get; init; }
}
