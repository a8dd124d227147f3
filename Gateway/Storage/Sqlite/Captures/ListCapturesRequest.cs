using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Captures;

/// <summary>
/// Reads one page of kept requests, without their contents, and no more rows than that takes: whoever lists many pages is on the same
/// thread as webhooks.
/// </summary>
internal sealed class ListCapturesRequest(CaptureFilter filter, string? after, int atMost) : SqliteRequest<CapturePage>
{
    // NOCASE knows the letters of ASCII alone: a route whose name has others is asked for as it is written.
    private const string Chosen =
        """
        SELECT id, request_id, route, outcome, client, received, bytes, release FROM capture
        WHERE received >= ?1 AND received < ?2
          AND (?3 IS NULL OR route = ?3 COLLATE NOCASE) AND (?4 IS NULL OR outcome = ?4) AND (?5 IS NULL OR client = ?5) AND (?6 IS NULL OR request_id = ?6)

        """;

    private const string Forth = Chosen + "AND (received, id) > (?7, ?8) ORDER BY received, id LIMIT ?9";
    private const string Back = Chosen + "AND (received, id) < (?7, ?8) ORDER BY received DESC, id DESC LIMIT ?9";

    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        var place = after is null
            ? new CapturePlace(filter.NewestFirst ? long.MaxValue : long.MinValue, Guid.Empty)
            : CapturePlace.Parse(after);
        var from = filter.From is { } first ? Microseconds.NotBefore(first) : long.MinValue;
        var until = filter.Until is { } end ? Microseconds.NotBefore(end) : long.MaxValue;
        var found = new List<CaptureRecord>();
        using var rows = session.Statement(filter.NewestFirst ? Back : Forth)
            .Bind(1, filter.NewestFirst ? from : Math.Max(from, place.Received))
            .Bind(2, filter.NewestFirst && place.Received < until ? place.Received + 1 : until)
            .Bind(3, filter.Route)
            .Bind(4, filter.Outcome)
            .Bind(5, filter.Client)
            .Bind(6, filter.RequestId)
            .Bind(7, place.Received)
            .Bind(8, place.Id.ToByteArray(bigEndian: true))
            .Bind(9, (long)atMost + 1)
            .Rows();
        while (rows.Next())
        {
            found.Add(FindCaptureRequest.Read(rows));
        }

        Result = CapturePage.Of(found, filter, after, atMost);
    }
}
