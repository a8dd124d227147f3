using System.Text;
using System.Text.RegularExpressions;
using Gateway.Verification.Replay;

namespace Gateway.Cli.Sending;

/// <summary>
/// A webhook as a provider sends it, without what its scheme adds: headers, an empty line, the body. One embedded file a
/// provider, in which <c>{id}</c>, <c>{event:DEFAULT}</c> and <c>{now:FORMAT}</c> stand for what differs each time.
/// </summary>
internal sealed partial class SampleRequest
{
    private const string DefaultHead = "Content-Type: application/json";

    private readonly string _head;
    private readonly string _body;

    private SampleRequest(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        (_head, _body) = (text[..end], text[(end + 2)..].TrimEnd('\n'));
    }

    /// <summary>What is sent around a body of one's own where there is no sample.</summary>
    public static SampleRequest Empty { get; } = new($"{DefaultHead}\n\n");

    /// <summary>The provider's sample; null if there is none.</summary>
    public static SampleRequest? Find(string? provider)
    {
        using var stream = typeof(SampleRequest).Assembly.GetManifestResourceStream($"Samples/{provider}.http");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new SampleRequest(reader.ReadToEnd());
    }

    /// <summary>The request with its values; <paramref name="body"/> is sent as it stands, in place of the sample's.</summary>
    public WebhookDraft Draft(string method, Uri url, SampleValues values, byte[]? body = null)
    {
        var draft = new WebhookDraft(method, url, body ?? Encoding.UTF8.GetBytes(Fill(_body, values)));
        foreach (var (name, value) in Headers(values))
        {
            draft.Headers.Append(name, value);
        }

        return draft;
    }

    /// <summary>Whether an event type has a place to stand.</summary>
    public bool NamesEvent(bool withBody) =>
        Placeholder().Matches(withBody ? _head + _body : _head).Any(match => match.Groups["name"].Value == "event");

    /// <summary>Puts the values where their placeholders stand.</summary>
    public static string Fill(string template, SampleValues values) => Placeholder().Replace(
        template,
        match => (match.Groups["name"].Value, match.Groups["argument"].Value) switch
        {
            ("id", _) => values.Id,
            ("event", var byDefault) => values.EventType ?? byDefault,
            (_, "unix-seconds") => TimestampText.Write(values.Now, TimestampFormat.UnixSeconds),
            (_, "unix-milliseconds") => TimestampText.Write(values.Now, TimestampFormat.UnixMilliseconds),
            (_, "rfc-1123") => TimestampText.Write(values.Now, TimestampFormat.Rfc1123),
            _ => TimestampText.Write(values.Now, TimestampFormat.Iso8601),
        });

    private IEnumerable<KeyValuePair<string, string>> Headers(SampleValues values)
    {
        foreach (var line in Fill(_head, values).Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            yield return new(line[..colon], line[(colon + 1)..].Trim());
        }
    }

    [GeneratedRegex(
        "\\{(?<name>id|event|now)(:(?<argument>[^{}\"]*))?\\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
