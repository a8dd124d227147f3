using Gateway.Intake;
using Gateway.Reading;
using Gateway.Verification.Fetching;
using Gateway.Verification.Handshake.Answers;
using Gateway.Verification.Handshake.Conditions;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake;

/// <summary>Compiles one challenge.</summary>
/// <param name="context">Of the route.</param>
/// <param name="config">The challenge as written.</param>
/// <param name="at">Its position in the section.</param>
internal sealed class HandshakeReader(HandshakeContext context, HandshakeConfig config, string at)
{
    private static readonly Dictionary<string, string> Empty = [];

    private readonly List<IHandshakeCondition> _conditions = [];
    private readonly List<SecretCondition> _proofs = [];
    private readonly List<IValueSource> _guarded = [];

    /// <summary>The challenge; null if a problem was reported.</summary>
    public HandshakePolicy? Read()
    {
        var answer = config.Answer ?? new HandshakeAnswerConfig();
        if (config.Method is { } method && !HeaderName.IsValid(method)) // the same characters
        {
            Report($"'{method}' cannot be the name of a method; write one such as POST.", "Method");
        }

        if (config.When is not { Count: > 0 } && !IsToldByMethod(config.Method))
        {
            Report("is missing; without it every request would be taken for the challenge.", "When");
        }

        if (answer.StatusCode is < 200 or > 299)
        {
            Report($"is {answer.StatusCode}; use 200 to 299.", "Answer", "StatusCode");
        }

        var secret = ReadSecret();
        var confirmation = ReadConfirmation();
        ReadConditions(secret);
        ReportOtherwise();
        var templates = new AnswerTemplateParser(context, secret, config.Signed ?? true, _guarded);
        var body = ReadTemplate(templates, answer.Body ?? "", "Answer", "Body");
        var headers = new List<KeyValuePair<string, AnswerTemplate>>();
        foreach (var (name, text) in answer.Headers ?? Empty)
        {
            if (!HeaderName.IsValid(name))
            {
                Report($"'{name}' cannot be the name of a header.", "Answer", "Headers", name);
            }

            if (ReadTemplate(templates, text, "Answer", "Headers", name) is { } template)
            {
                headers.Add(new(name, template));
            }
        }

        if (secret is not null && _proofs.Count == 0 && !templates.UsesSecret)
        {
            Report("has no effect: neither 'When' nor 'Answer' takes it.", "Secret");
        }

        if (answer.ContentType is { } written && !MediaType.IsContentType(written))
        {
            Report($"'{written}' is not a media type; write one such as text/plain or application/json.", "Answer", "ContentType");
        }

        var contentType = answer.ContentType ?? (string.IsNullOrEmpty(answer.Body) ? null : "text/plain; charset=utf-8");
        return body is null
            ? null
            : new HandshakePolicy(
                config.Method, [.. _conditions], [.. _proofs], answer.StatusCode ?? StatusCodes.Status200OK, contentType, body,
                headers, config.Otherwise, confirmation);
    }

    private Confirmation? ReadConfirmation()
    {
        if (config.Confirm is not { } confirm)
        {
            return null;
        }

        if (config.Signed == false)
        {
            Report("needs a signed challenge: anybody could have the gateway call.", "Confirm");
        }

        var place = confirm.Url is null ? null : context.Stage.Source(confirm.Url, "Handshake", at, "Confirm", "Url");
        if (confirm.Url is null)
        {
            Report("is missing; say where the challenge names it, e.g. \"body:/SubscribeURL\".", "Confirm", "Url");
        }

        if (confirm.Allowed is not { Count: > 0 })
        {
            Report("is missing; list URLs such as \"https://sns.eu-*.amazonaws.com/\".", "Confirm", "Allowed");
        }

        var allowed = UrlPattern.ParseAll(confirm.Allowed, (error, at) => Report(error, "Confirm", "Allowed", at));
        return place is null ? null : new Confirmation(place, allowed, context.Stage.Services.Providers.Confirmations);
    }

    /// <summary>No webhook comes by these methods; one that does is not this provider's.</summary>
    private static bool IsToldByMethod(string? method) =>
        method?.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS";

    /// <summary>The resolved secret; null if there is none or a problem was reported.</summary>
    private string? ReadSecret()
    {
        if (config.Secret is null)
        {
            return null;
        }

        var secret = context.Stage.Files.ResolveSecret(config.Secret, out var error);
        if (secret is null)
        {
            Report(error, "Secret");
        }
        else if (SecretStrength.IsShort(secret))
        {
            context.Stage.Warn(SecretStrength.Warning, "Handshake", at, "Secret");
        }

        return secret;
    }

    private void ReadConditions(string? secret)
    {
        foreach (var (place, text) in config.When ?? Empty)
        {
            string[] keys = ["Handshake", at, "When", place];
            if (((config.Signed ?? true) ? context.Stage.Source(place, keys) : context.Stage.UnprovenSource(place, keys)) is not { } source)
            {
                continue;
            }

            if (text == ConditionParser.Secret)
            {
                // Under a reference that cannot be resolved, as with any other problem, nothing is compiled in the end.
                _proofs.Add(new SecretCondition(source, secret ?? ""));
                continue;
            }

            var condition = ConditionParser.Parse(place, source, text, out var error);
            if (condition is null)
            {
                Report(error!, "When", place);
                continue;
            }

            _conditions.Add(condition);
            if (condition is AlphabetCondition alphabet)
            {
                _guarded.Add(alphabet.Source);
            }
        }

        if (_proofs.Count > 0 && config.Secret is null)
        {
            // Never the route's own: a signing secret has no place in a URL or a header.
            Report("is missing; 'When' compares a value with it. Write a reference, e.g. \"env:VERIFY_TOKEN\".", "Secret");
        }
    }

    private void ReportOtherwise()
    {
        if (config.Otherwise is not (null or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound))
        {
            Report($"is {config.Otherwise}; use 403 or 404.", "Otherwise");
        }
        else if (config.Otherwise is not null && _proofs.Count == 0)
        {
            Report("has no effect without a value in 'When' that must be the {secret}.", "Otherwise");
        }
    }

    private AnswerTemplate? ReadTemplate(AnswerTemplateParser templates, string text, params ReadOnlySpan<string> keys)
    {
        var template = templates.Parse(text, out var error);
        if (error is not null)
        {
            Report(error, keys);
        }

        return template;
    }

    private void Report(string message, params ReadOnlySpan<string> keys) => context.Stage.Report(message, ["Handshake", at, .. keys]);
}
