namespace Gateway.Delivery;

/// <summary>How a verified webhook reaches the backend.</summary>
internal enum DeliveryMode
{
    /// <summary>At once; the provider gets the backend's own answer.</summary>
    Forward,

    /// <summary>Later: the provider is answered as soon as the webhook is durable, and the gateway delivers it.</summary>
    Queue,
}
