using Gateway.Storage.Captures;

namespace Gateway.Storage.Sqlite.Captures;

/// <summary>Reads one page of kept requests, without their contents: there is a bounded number of them.</summary>
internal sealed class ListCapturesRequest(CaptureFilter filter, string? after, int atMost) : SqliteRequest<CapturePage>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        var all = new List<CaptureRecord>();
        using var rows = session.Statement("SELECT id, request_id, route, outcome, client, received, bytes, release FROM capture").Rows();
        while (rows.Next())
        {
            all.Add(FindCaptureRequest.Read(rows));
        }

        Result = CapturePage.Of(all, filter, after, atMost);
    }
}
