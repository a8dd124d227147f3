using System.Globalization;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake;

/// <summary>Compiles <c>Handshake</c>: the challenges without a signature before it is checked, the signed ones behind.</summary>
internal static class HandshakeCompiler
{
    public static HandshakeStage? Compile(StageContext context, bool signed)
    {
        var handshakes = new List<HandshakePolicy>();
        foreach (var (index, config) in (context.Config.Handshake ?? []).Index())
        {
            if ((config.Signed ?? true) == signed
                && ReadOne(context, config, signed, index.ToString(CultureInfo.InvariantCulture)) is { } handshake)
            {
                handshakes.Add(handshake);
            }
        }

        return handshakes.Count == 0 ? null : new HandshakeStage(handshakes);
    }

    private static HandshakePolicy? ReadOne(StageContext context, HandshakeConfig config, bool signed, string at)
    {
        var answer = config.Answer ?? new HandshakeAnswerConfig();
        if (config.When is not { Count: > 0 })
        {
            context.Report("is missing; without it every request would be taken for the challenge.", "Handshake", at, "When");
        }

        if (answer.StatusCode is < 200 or > 299)
        {
            context.Report($"is {answer.StatusCode}; use 200 to 299.", "Handshake", at, "Answer", "StatusCode");
        }

        var conditions = new List<HandshakeCondition>();
        foreach (var (source, text) in config.When ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            string[] place = ["Handshake", at, "When", source];
            if ((signed ? context.Source(source, place) : context.UnprovenSource(source, place)) is { } parsed)
            {
                // Configuration keeps the JSON value true as "True"; in a body it stands as it was written.
                var asWritten = parsed.IsInBody && text is ("True" or "False") ? text.ToLowerInvariant() : text;
                conditions.Add(new HandshakeCondition(parsed, text == "*" ? null : asWritten));
            }
        }

        var body = ReadTemplate(context, signed, answer.Body ?? "", "Handshake", at, "Answer", "Body");
        var headers = new List<KeyValuePair<string, AnswerTemplate>>();
        foreach (var (name, text) in answer.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (!HeaderName.IsValid(name))
            {
                context.Report($"'{name}' cannot be the name of a header.", "Handshake", at, "Answer", "Headers", name);
            }

            if (ReadTemplate(context, signed, text, "Handshake", at, "Answer", "Headers", name) is { } template)
            {
                headers.Add(new(name, template));
            }
        }

        return body is null
            ? null
            : new HandshakePolicy(
                config.Method, [.. conditions], answer.StatusCode ?? StatusCodes.Status200OK,
                answer.ContentType ?? "text/plain; charset=utf-8", body, headers);
    }

    private static AnswerTemplate? ReadTemplate(StageContext context, bool signed, string text, params ReadOnlySpan<string> keys)
    {
        var template = AnswerTemplate.Parse(text, context.BodyPointers, signed && context.HasToken, out var error);
        if (error is not null)
        {
            context.Report(error, keys);
        }

        return template;
    }
}
