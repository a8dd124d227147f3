namespace Gateway.Delivery.Destinations;

/// <summary>One kind of place that events go to. Each has a folder with the same cast: as written, compiled, its compiler, the destination, its results.</summary>
internal interface IDestination
{
    /// <summary>
    /// Makes one attempt, and tells what the place has said; that it says nothing is an answer, too. An exception means that the
    /// gateway is broken. Null if the attempt could not be begun for a reason of the gateway's own, which is over in a moment.
    /// </summary>
    /// <param name="sent">What goes there.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    Task<DestinationAnswer?> SendAsync(OutboundEvent sent, CancellationToken cancellation);
}
