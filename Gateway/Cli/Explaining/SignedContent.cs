using System.Buffers;
using System.Text;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Cli.Explaining;

/// <summary>
/// What a template says is signed, piece by piece and without the rules that keep pieces apart: to say which of them is missing, and to
/// try others in their place. Nothing is accepted by it.
/// </summary>
internal static class SignedContent
{
    private static readonly string[] OfBody = ["body:", "form", "every:", "sha256-hex:body", "sha256-base64:body", "sha256-base64url:body", "sha256:body", "crc32:body", "easypost", "php-", "plivo", "aws-"];

    /// <summary>The pieces in order; null for a template that is none.</summary>
    public static IReadOnlyList<ContentValue>? Read(string template, VerificationConfig config, CapturedRequest request, RoutePolicy policy, DateTimeOffset instant)
    {
        if (ContentPiece.Split(template, out _) is not { } pieces)
        {
            return null;
        }

        var pointers = new BodyPointers();
        var stamp = config.Replay?.Timestamp is { } place ? ValueSourceParser.Parse(place, pointers, out _) : null;
        var readers = pieces.Select(piece => Reader(piece, config, request, stamp, pointers)).ToList();
        using var webhook = new InboundWebhook(
            request.ToContext(), policy with { BodyPointers = pointers.Build() }, client: null, instant, MemoryAccount.Unlimited());
        webhook.Body.TryReserve(request.Body.Length);
        webhook.Body.Append(new ReadOnlySequence<byte>(request.Body));
        BodyDecoding.TryAttach(webhook);
        return [.. readers.Select(read => read(webhook))];
    }

    private static Func<InboundWebhook, ContentValue> Reader(
        ContentPiece piece, VerificationConfig config, CapturedRequest request, IValueSource? stamp, BodyPointers pointers)
    {
        var name = piece.Text;
        if (piece.IsLiteral)
        {
            return _ => new ContentValue(null, ValueState.Found, Encoding.UTF8.GetBytes(name));
        }

        switch (name)
        {
            case ContentValue.Body:
                return _ => new ContentValue(name, ValueState.Found, request.Body);
            case "method":
                return _ => Text(name, request.Method);
            case "path":
                return _ => Text(name, request.Path);
            case "target":
                return _ => Text(name, request.Target);
            case "url":
                return _ => Text(name, UrlGuess.Configured(config.PublicUrl, request) is { } url ? url.WithoutQuery + url.Query : null);
            case "timestamp" when stamp is not null:
                return webhook => Value(name, stamp, webhook, isOptional: false) with { IsOfBody = stamp.MayBeInBody };
        }

        var isOptional = name.EndsWith('?');
        var plain = name.StartsWith(ContentPiece.AnyMark, StringComparison.Ordinal) ? name[ContentPiece.AnyMark.Length..] : name;
        plain = isOptional ? plain.TrimEnd('?') : plain;
        if (ValueSourceParser.Parse(plain, pointers, out _) is { } source)
        {
            return webhook => Value(name, source, webhook, isOptional) with { IsOfBody = source.MayBeInBody };
        }

        var part = new ContentTemplateParser(stamp, PublicUrlOf(config.PublicUrl), pointers).Parse($"{{{name}}}", out _);
        var isOfBody = OfBody.Any(start => name.StartsWith(start, StringComparison.Ordinal));
        return webhook => Gathered(name, part, webhook) with { IsOfBody = isOfBody };
    }

    private static ContentValue Text(string name, string? text) =>
        new(name, text is null ? ValueState.Missing : ValueState.Found, text is null ? [] : Encoding.UTF8.GetBytes(text));

    private static ContentValue Value(string name, IValueSource source, InboundWebhook webhook, bool isOptional)
    {
        var state = source.Read(webhook, out var text);
        return state == ValueState.Found
            ? new ContentValue(name, state, (source.IsHeader ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text.ToString()))
            : new ContentValue(name, isOptional && state == ValueState.Missing ? ValueState.Found : state, []);
    }

    private static ContentValue Gathered(string name, ContentTemplate? part, InboundWebhook webhook)
    {
        var sink = new Sink();
        var state = part?.Append(webhook, sink) ?? ValueState.Unreadable;
        return new ContentValue(name, state, state == ValueState.Found ? sink.Bytes : []);
    }

    private static PublicUrl? PublicUrlOf(string? written) =>
        written is null || ForwardedUrl.IsMeantBy(written) ? null : PublicUrl.Parse(written);

    private sealed class Sink : IContentSink
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public byte[] Bytes => _bytes.WrittenSpan.ToArray();

        public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
    }
}
