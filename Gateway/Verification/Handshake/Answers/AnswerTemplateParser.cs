using System.Text.RegularExpressions;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Answers;

/// <summary>Compiles the texts of an answer, e.g. <c>sha256={hmac-sha256-base64(query:crc_token)}</c>.</summary>
/// <param name="context">Of the route.</param>
/// <param name="secret">The challenge's own secret; null if it has none.</param>
/// <param name="isSigned">Whether the challenge is answered only after verification.</param>
/// <param name="guarded">The values whose alphabet <c>When</c> bounds.</param>
internal sealed partial class AnswerTemplateParser(
    HandshakeContext context, string? secret, bool isSigned, IReadOnlyList<IValueSource> guarded)
{
    /// <summary>Whether any template so far takes the challenge's own secret.</summary>
    public bool UsesSecret { get; private set; }

    /// <summary>Returns the template, or null and what is wrong with the text.</summary>
    public AnswerTemplate? Parse(string text, out string? error)
    {
        error = null;
        var parts = new List<IAnswerPart>();
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (ParsePlaceholder(match, out error) is not { } part)
            {
                return null;
            }

            parts.Add(new LiteralPart(text[at..match.Index]));
            parts.Add(part);
            at = match.Index + match.Length;
        }

        parts.Add(new LiteralPart(text[at..]));
        return new AnswerTemplate(parts);
    }

    private IAnswerPart? ParsePlaceholder(Match match, out string? error)
    {
        var name = match.Groups["name"].Value;
        if (match.Groups["inputs"] is { Success: true } inputs)
        {
            return ParseDigest(name, inputs.Value, out error);
        }

        if (match.Groups["place"].Success)
        {
            return Echo(match.Value[1..^1], out error);
        }

        if (name != "prefix")
        {
            error = $"'{match.Value}' is no placeholder; write {{prefix}}, a value ({ValueSourceParser.Forms}) or a digest of values.";
            return null;
        }

        error = context.Signature?.Prefix is null ? "{prefix} needs the route's 'Signature.Prefix'." : null;
        return error is null ? new LiteralPart(context.Signature!.Prefix!) : null;
    }

    private EchoPart? Echo(string place, out string? error) =>
        ValueSourceParser.Parse(place, context.Stage.BodyPointers, out error, isSigned && context.Stage.HasToken) is { } source ? new EchoPart(source) : null;

    private DigestPart? ParseDigest(string name, string inputs, out string? error)
    {
        if (DigestFunction.Find(name) is not { } function)
        {
            error = $"there is no digest '{name}'; known: {DigestFunction.Names}.";
            return null;
        }

        var key = KeyOf(function, out error);
        if (error is not null)
        {
            return null;
        }

        var parts = new List<IAnswerPart>();
        foreach (var input in inputs.Split(" + ", StringSplitOptions.TrimEntries))
        {
            if (ParseInput(input, function.IsKeyed && secret is null, out error) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return new DigestPart(function, parts, key);
    }

    private AnswerKey? KeyOf(DigestFunction function, out string? error)
    {
        error = null;
        if (!function.IsKeyed)
        {
            return null;
        }

        UsesSecret = true;
        var key = secret is null ? AnswerKey.OfRoute(context) : AnswerKey.Of(secret);
        error = key is null ? "an HMAC needs the challenge's 'Secret': the route's own secrets are no keys of an HMAC." : null;
        return key;
    }

    private IAnswerPart? ParseInput(string input, bool signsAsTheProvider, out string? error)
    {
        error = null;
        switch (input)
        {
            case "secret" when secret is not null:
                UsesSecret = true;
                return new LiteralPart(secret);
            case "secret":
                error = "'secret' needs the challenge's own 'Secret': a digest of the route's would help to guess it.";
                return null;
            case "url" when PublicUrlCompiler.Compile(context.Stage, context.PublicUrl) is { } url:
                return new UrlPart(url);
            case "url":
                error = "'url' needs the route's 'PublicUrl': the URL registered at the provider, or 'forwarded'; never the Host header.";
                return null;
        }

        if (ValueSourceParser.Parse(input, context.Stage.BodyPointers, out error, isSigned && context.Stage.HasToken) is not { } source)
        {
            return null;
        }

        if (signsAsTheProvider && !isSigned && !guarded.Contains(source))
        {
            error = $"'{input}' would be signed with the route's own secret for anyone who asks, be it a forged webhook; bound it in "
                + "'When', e.g. \"{token:1-256}\".";
            return null;
        }

        return new EchoPart(source);
    }

    /// <summary>Anything that looks like one: a misspelt kind is a mistake, and no text to send. JSON has a quote there.</summary>
    [GeneratedRegex(
        @"\{(?<name>[A-Za-z][A-Za-z0-9-]*)((?<place>:[^{}""]+)|\((?<inputs>[^{}()""]*)\))?\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
