using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>One kept request in a list.</summary>
internal sealed record CaptureView : CaptureHead
{
    public static CaptureView Of(CaptureRecord record) => new()
    {
        Id = record.Id,
        RequestId = record.RequestId,
        Route = record.Route,
        Outcome = record.Outcome,
        Client = record.Client,
        ReceivedAt = record.ReceivedAt,
        Release = ReleaseStateView.Of(record.Release),
    };
}
