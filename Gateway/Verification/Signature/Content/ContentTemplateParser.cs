using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Content.Providers;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content;

/// <summary>Compiles <c>Signature:Content</c>, e.g. <c>{timestamp}.{body}</c>.</summary>
internal sealed class ContentTemplateParser(
    IValueSource? timestamp, IPublicUrl? publicUrl, BodyPointers bodyPointers, bool takesSecret = false)
{
    public const string Placeholders =
        "{body}, {timestamp}, {header:NAME}, {query:NAME}, {form:NAME}, {body:/pointer}, {any:PLACE}, {PLACE?}, {method}, {path}, {target}, {url}, "
        + "{form-sorted}, {query-sorted}, {adyen-fields}, {alipay-form}, {aws-sns-fields}, {contentful-headers}, {easypost-body}, {hook0-headers}, {mercado-pago-manifest}, {php-serialized-form}, {plivo-url}, {sha256-hex:body}, {sha256-base64:body}, {sha256-base64url:body}, {sha256:body}, the same of url, {crc32:body}, {md5-base64:body}, {raw:body:/pointer}, {php-json:body:/pointer}, {hygraph-content}";

    private readonly List<IValueSource> _named = [];
    private bool _coversBody;
    private bool _coversQuery;
    private bool _isAsItStands;

    /// <summary>Where the timestamp stands, as configured; null where there is none.</summary>
    public string? TimestampPlace { get; init; }

    /// <summary>Returns the template, or null and what is wrong with the text.</summary>
    public ContentTemplate? Parse(string text, out string? error)
    {
        if (ContentPiece.Split(text, out error) is not { } pieces)
        {
            error += $"; known placeholders: {Placeholders}.";
            return null;
        }

        if (pieces.Where(piece => piece.HoldsAnything).Distinct().Count() > 1)
        {
            error = "holds two of {body}, {any:...} and others that may hold anything: it would be unclear where the first ends and the second begins.";
            return null;
        }

        var parts = new List<IContentPart>();
        foreach (var (index, piece) in pieces.Index())
        {
            var part = piece.IsLiteral
                ? new LiteralPart(Encoding.UTF8.GetBytes(piece.Text))
                : ParsePlaceholder(piece.Text, ValueBoundary.Between(pieces, index), IsBeforeBody(pieces, index), out error);
            if (part is null)
            {
                return null;
            }

            if (part is DigestPart { Form: DigestForm.Crc32 } && IsBesidePlaceholder(pieces, index))
            {
                // In decimal it has no fixed length: what stands beside it could be taken for a part of it.
                error = "{crc32:body} needs text between it and any other placeholder.";
                return null;
            }

            parts.Add(part);
        }

        error = parts.Count == 0 ? "is empty; nothing would be signed." : null;
        if (parts.Count == 0)
        {
            return null;
        }

        var hasOther = !_isAsItStands && pieces.Any(piece => piece is { IsLiteral: false, Text: "mercado-pago-manifest" });
        return new ContentTemplate(parts, [.. pieces.Select(NameOf)], new SignedValues(_coversBody, _coversQuery, _named))
        {
            Other = hasOther ? AsItStands().Parse(text, out error) : null,
        };
    }

    /// <summary>Mercado Pago has signed its id in lower case, and since 2026-06 its libraries take it as it stands.</summary>
    private ContentTemplateParser AsItStands() =>
        new(timestamp, publicUrl, bodyPointers, takesSecret) { TimestampPlace = TimestampPlace, _isAsItStands = true };

    private string NameOf(ContentPiece piece) => piece switch
    {
        { IsLiteral: true } => "text",
        { Text: "timestamp" } when TimestampPlace is not null => $"{{timestamp}} ({TimestampPlace})",
        _ => $"{{{piece.Text}}}",
    };

    private IContentPart? ParsePlaceholder(string name, ValueBoundary boundary, bool isBeforeBody, out string? error)
    {
        error = null;
        var uri = isBeforeBody ? ValueBoundary.UriBeforeBody : ValueBoundary.Uri;
        switch (name)
        {
            case "body":
                _coversBody = true;
                return new BodyPart();
            case "form-sorted":
                return new SortedFormPart(); // Names no field as signed: where a name ends and its value begins is not.
            case "query-sorted":
                _coversQuery = true;
                return new SortedQueryPart();
            case "easypost-body":
                _coversBody = true;
                return new EasyPostBodyPart();
            case "aws-sns-fields":
                return new SnsFieldsPart(bodyPointers, _named);
            case "hygraph-content":
                _coversBody = true;
                return new HygraphContentPart(Place("header:gcms-signature[env]"), Place("header:gcms-signature[t]"), _named);
            case "contentful-headers":
                return new ContentfulHeadersPart(_named);
            case "hook0-headers":
                return new Hook0HeadersPart(Place("header:X-Hook0-Signature[h]"), Place("header:X-Hook0-Signature[v1]")); // Counts no header as signed.
            case "mercado-pago-manifest" when timestamp is not null:
                return new MercadoPagoManifestPart(Place(_isAsItStands ? "query:data.id" : "lower:query:data.id"), timestamp, _named);
            case "adyen-fields":
                return new AdyenFieldsPart(bodyPointers, _named);
            case "alipay-form":
                _coversBody = true; // Every field but the signature's own two, none of which can go on as another.
                return new AlipayFormPart();
            case "php-serialized-form":
                _coversBody = true; // Every field but the signature's own, each with its length.
                return new PhpSerializedFormPart();
            case "plivo-url" when publicUrl is not null:
                _coversQuery = true;
                return new PlivoUrlPart(Url);
            case "method":
                return new RequestPart(static webhook => webhook.Request.Method, ValueBoundary.Token);
            case "path":
                return new RequestPart(static webhook => webhook.RawPath, uri, isBeforeBody);
            case "target":
                _coversQuery = true;
                return new RequestPart(static webhook => webhook.RawTarget, uri, isBeforeBody);
            case "url" when publicUrl is not null:
                _coversQuery = true;
                return new RequestPart(Url, uri, isBeforeBody);
            case "url" or "plivo-url":
                error = NoUrl(name);
                return null;
            case "secret" when takesSecret:
                return new SecretPart();
            case "secret":
                error = "{secret} is a part of the content with the algorithms sha1 and sha256 alone.";
                return null;
            case "timestamp" when timestamp is not null:
                return Value(timestamp, ValueBoundary.None); // Replay takes nothing but a stamp, to the letter.
            case "timestamp" or "mercado-pago-manifest":
                error = $"{{{name}}} needs 'Replay:Timestamp', which says where the timestamp stands.";
                return null;
        }

        if (DigestPart.Read(name) is { } digest)
        {
            return Digest(name, digest.Form, digest.IsOfBody, out error);
        }

        if (name.StartsWith(ContentPiece.RawMark, StringComparison.Ordinal) && bodyPointers.Add(name[ContentPiece.RawMark.Length..]) is { } index)
        {
            return new RawMemberPart(index);
        }

        if (name.StartsWith(ContentPiece.PhpJsonMark, StringComparison.Ordinal) && bodyPointers.Add(name[ContentPiece.PhpJsonMark.Length..]) is { } member)
        {
            return new PhpJsonMemberPart(member);
        }

        if (name.StartsWith(ContentPiece.AnyMark, StringComparison.Ordinal))
        {
            name = name[ContentPiece.AnyMark.Length..]; // ValueBoundary has seen it.
        }

        // {body:/pointer?}: where nothing stands, nothing is signed.
        var isOptional = name.EndsWith('?');
        if (ValueSourceParser.Parse(isOptional ? name[..^1] : name, bodyPointers, out _) is { } source)
        {
            return Value(source, boundary, isOptional);
        }

        error = $"unknown placeholder '{{{name}}}'; known: {Placeholders}.";
        return null;
    }

    private DigestPart? Digest(string name, DigestForm form, bool isOfBody, out string? error)
    {
        error = isOfBody || publicUrl is not null ? null : NoUrl(name);
        if (error is not null)
        {
            return null;
        }

        // Who finds another body with the same digest could send that: nobody can with SHA-256, anybody with a CRC or MD5.
        _coversBody |= isOfBody && form is not (DigestForm.Crc32 or DigestForm.Md5Base64);
        _coversQuery |= !isOfBody;
        return new DigestPart(form, isOfBody ? null : Url);
    }

    /// <summary>Whether the body's own bytes follow at once.</summary>
    private static bool IsBeforeBody(List<ContentPiece> pieces, int index) =>
        index + 1 < pieces.Count && pieces[index + 1] is { IsLiteral: false, Text: "body" or "easypost-body" };

    private static bool IsBesidePlaceholder(List<ContentPiece> pieces, int index) =>
        (index > 0 && !pieces[index - 1].IsLiteral) || (index + 1 < pieces.Count && !pieces[index + 1].IsLiteral);

    private static string NoUrl(string name) =>
        $"{{{name}}} needs the route's 'PublicUrl': the URL registered at the provider, or 'forwarded'; never the Host header.";

    private IValueSource Place(string text) => ValueSourceParser.Parse(text, bodyPointers, out _)!;

    private ValuePart Value(IValueSource source, ValueBoundary boundary, bool isOptional = false)
    {
        _named.Add(source);
        return new ValuePart(source, boundary, isOptional);
    }

    private string? Url(InboundWebhook webhook) =>
        publicUrl!.Of(webhook)?.Of(webhook.RawPath, webhook.Request.QueryString.Value);
}
