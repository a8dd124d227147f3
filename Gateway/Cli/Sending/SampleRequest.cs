using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Verification.Replay;

namespace Gateway.Cli.Sending;

/// <summary>
/// A webhook as a provider sends it, without what its scheme adds: perhaps the query in a line of its own (<c>?a=b</c>), headers,
/// an empty line, the body. One embedded file a provider, in which <c>{id}</c>, <c>{event:DEFAULT|OTHER}</c> and <c>{now:FORMAT}</c>
/// stand for what differs each time, <c>{base64:TEXT}</c> for what a form holds in base64, <c>{sha256-hex:body}</c> for the body's
/// digest, and <see cref="WebhookDraft.SignaturePlace"/> for a signature that stands in the body.
/// </summary>
internal sealed partial class SampleRequest
{
    private const string DefaultHead = "Content-Type: application/json";
    private const string BodyDigest = "{sha256-hex:body}";

    private readonly string _query;
    private readonly string _head;
    private readonly string _body;

    private SampleRequest(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        (_query, _head, _body) = ("", text[..end], text[(end + 2)..].TrimEnd('\n'));
        if (_head.StartsWith('?'))
        {
            var line = _head.IndexOf('\n', StringComparison.Ordinal);
            (_query, _head) = (_head[..line], _head[(line + 1)..]);
        }
    }

    /// <summary>What is sent around a body of one's own where there is no sample.</summary>
    public static SampleRequest Empty { get; } = new($"{DefaultHead}\n\n");

    /// <summary>The types of events that the sample names, the one that is sent by default first.</summary>
    public IReadOnlyList<string> EventTypes => Placeholder().Matches($"{_query}\n{_head}\n{_body}")
        .FirstOrDefault(match => match.Groups["name"].Value == "event")?.Groups["argument"].Value.Split('|') ?? [];

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
        var isForm = _head.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        var bytes = body ?? Encoding.UTF8.GetBytes(Fill(_body, values, isForm ? Uri.EscapeDataString : EscapeJson));
        var draft = new WebhookDraft(method, url.Query.Length == 0 ? WithQuery(url, values, bytes) : url, bytes);
        foreach (var (name, value) in Headers(values))
        {
            draft.Headers.Append(name, value);
        }

        return draft;
    }

    /// <summary>Whether an event type has a place to stand.</summary>
    public bool NamesEvent(bool withBody) =>
        Placeholder().Matches(withBody ? $"{_query}\n{_head}\n{_body}" : $"{_query}\n{_head}").Any(match => match.Groups["name"].Value == "event");

    /// <summary>Puts the values where their placeholders stand.</summary>
    /// <param name="template">The text.</param>
    /// <param name="values">The values.</param>
    /// <param name="escape">How a value is written that the caller chose; null for as it stands.</param>
    public static string Fill(string template, SampleValues values, Func<string, string>? escape = null)
    {
        var filled = Placeholder().Replace(
            template,
            match => (match.Groups["name"].Value, match.Groups["argument"].Value) switch
            {
                ("id", _) => values.Id,
                ("event", var byDefault) => values.EventType is { } type ? escape?.Invoke(type) ?? type : byDefault.Split('|')[0],
                (_, "unix-seconds") => TimestampText.Write(values.Now, TimestampFormat.UnixSeconds),
                (_, "unix-milliseconds") => TimestampText.Write(values.Now, TimestampFormat.UnixMilliseconds),
                (_, "rfc-1123") => TimestampText.Write(values.Now, TimestampFormat.Rfc1123),
                _ => TimestampText.Write(values.Now, TimestampFormat.Iso8601),
            });
        return Encoded().Replace(
            filled, match => Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(match.Groups["text"].Value))));
    }

    private static string EscapeJson(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    private Uri WithQuery(Uri url, SampleValues values, byte[] body) => _query.Length == 0
        ? url
        : new UriBuilder(url)
        {
            Query = Fill(_query, values, Uri.EscapeDataString)
                .Replace(BodyDigest, Convert.ToHexStringLower(SHA256.HashData(body)), StringComparison.Ordinal),
        }.Uri;

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

    [GeneratedRegex("\\{base64:(?<text>[^{}]*)\\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Encoded();
}
