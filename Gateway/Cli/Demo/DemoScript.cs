using static Gateway.Outcomes.Outcome;

namespace Gateway.Cli.Demo;

/// <summary>What the demonstration sends, and what has to become of it.</summary>
internal static class DemoScript
{
    public static IReadOnlyList<DemoChapter> Chapters { get; } =
    [
        new("Genuine",
            new("an event", "ideogram", Forwarded),
            new("a callback with its token", "ideogram-generation", Forwarded),
            new("a callback with its token in the URL", "ideogram-generation", Forwarded)
            {
                OnTheWay = draft => Tampering.MoveToQuery(draft, "X-Callback-Token", "token"),
            },
            new("an event", "groq", Forwarded),
            new("an event", "imggo", Forwarded),
            new("an event", "imggo-bare", Forwarded)),

        new("Forged, or damaged on the way",
            new("one byte of the body changed", "imggo-bare", SignatureInvalid) { OnTheWay = Tampering.ChangeOneByte },
            new("signed with another secret", "groq", SignatureInvalid) { ByImpostor = true },
            new("another token", "ideogram-generation", SignatureInvalid) { ByImpostor = true },
            new("no signature", "ideogram", SignatureMissing) { OnTheWay = draft => draft.Headers.Remove("X-Ideogram-Signature") },
            new("a second signature header behind the genuine one", "imggo", SignatureMalformed)
            {
                OnTheWay = draft => draft.Headers.Append("X-ImgGo-Signature", "sha256=" + new string('0', 64)),
            },
            new("the genuine signature without its 'sha256='", "imggo", SignatureMalformed)
            {
                OnTheWay = draft => Tampering.CutFromStart(draft, "X-ImgGo-Signature", "sha256="),
            }),

        new("Signed at another time",
            new("signed six minutes ago", "ideogram", TimestampTooOld) { SignedAgo = TimeSpan.FromMinutes(6) },
            new("the same, its timestamp renewed", "ideogram", SignatureInvalid)
            {
                SignedAgo = TimeSpan.FromMinutes(6),
                OnTheWay = draft => Tampering.Renew(draft, "X-Ideogram-Timestamp", TimeSpan.FromMinutes(6)),
            },
            new("no timestamp", "groq", TimestampMissing) { OnTheWay = draft => draft.Headers.Remove("X-Groq-Timestamp") },
            new("signed six minutes ahead", "groq", TimestampInFuture) { SignedAgo = TimeSpan.FromMinutes(-6) },
            new("a late retry: the stamp in the body is 90 minutes old", "imggo", Forwarded)
            {
                SignedAgo = TimeSpan.FromMinutes(90),
            },
            new("later than any retry: it is three hours old", "imggo", TimestampTooOld) { SignedAgo = TimeSpan.FromHours(3) }),

        new("From elsewhere, as a trusted proxy says",
            new("from 203.0.113.9, an address of the provider", "imggo", Forwarded)
            {
                OnTheWay = draft => draft.Headers["X-Forwarded-For"] = "203.0.113.9",
            },
            new("from 198.51.100.7, a foreign one", "imggo", IpNotAllowed)
            {
                OnTheWay = draft => draft.Headers["X-Forwarded-For"] = "198.51.100.7",
            },
            new("from 198.51.100.7, which names 203.0.113.9 before itself", "imggo", IpNotAllowed)
            {
                OnTheWay = draft => draft.Headers["X-Forwarded-For"] = "203.0.113.9, 198.51.100.7",
            }),

        new("Signed, but nothing for the backend",
            new("JSON cut off in the middle", "ideogram", BodyInvalid) { Body = """{"id":"evt_{id}","type":"resource.cre""" },
            new("JSON with one key twice", "groq", BodyInvalid)
            {
                Body = """{"id":"evt_{id}","id":"evt_other","type":"resource.created","data":{}}""",
            },
            new("an event without the 'data' that the schema requires", "ideogram", SchemaInvalid)
            {
                Body = """{"id":"evt_{id}","type":"resource.created"}""",
            },
            new("an event of a type that nobody asked for", "groq", Ignored) { EventType = "resource.archived" },
            new("a body of 1 MiB and one byte", "ideogram", BodyTooLarge)
            {
                BeforeSigning = draft => draft.Body = new byte[(1024 * 1024) + 1],
            },
            new("XML", "imggo", ContentTypeNotAllowed)
            {
                Body = "<event/>",
                BeforeSigning = draft => draft.Headers.ContentType = "application/xml",
            }),

        new("Sent more than once",
            new("the same event again", "imggo", Forwarded, Duplicate),
            new("the backend fails, the provider tries again", "groq", Forwarded, Forwarded) { BackendFailures = 1 },
            new("20 copies at the same moment", "groq", [Forwarded, .. Enumerable.Repeat(DuplicateInFlight, 19)]) { AtOnce = true }),
    ];

    public static IEnumerable<DemoCase> Cases => Chapters.SelectMany(chapter => chapter.Cases);
}
