using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>Pages as a caller asks for them, whose places are the caller's text.</summary>
internal static class DeliveryPages
{
    public const string NoPlace = "'after' did not come from a page before.";

    /// <summary>The page; null if <paramref name="after"/> is no place.</summary>
    public static async Task<DeliveryPage?> PageAsync(
        this IDeliveryArchive archive, DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        try
        {
            return await archive.ListAsync(filter, after, atMost, cancellation);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
