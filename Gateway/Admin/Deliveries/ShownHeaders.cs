using System.Collections.Frozen;

namespace Gateway.Admin.Deliveries;

/// <summary>
/// The headers whose values are shown. Of all others the name alone is: what proves a sender stands under any name, such as
/// <c>X-Trello-Webhook</c> or <c>X-Payload-Digest</c>, and no list of those is ever complete.
/// </summary>
internal static class ShownHeaders
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Encoding", "Accept-Language", "Connection", "Content-Encoding", "Content-Language", "Content-Length",
        "Content-Type", "Date", "Expect", "Forwarded", "Host", "svix-id", "traceparent", "Transfer-Encoding", "User-Agent", "Via",
        "webhook-id", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Request-Id");

    /// <summary>How providers call what the event is about.</summary>
    private static readonly string[] Ends = ["-event", "-event-id", "-event-type", "-delivery", "-timestamp", "-topic"];

    public static bool Contains(string name) =>
        Names.Contains(name) || Array.Exists(Ends, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
