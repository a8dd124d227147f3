using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Verification.Replay;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>Compiles <c>Signature</c>. Every verified route has one, or says why nothing proves its sender.</summary>
internal static class SignatureCompiler
{
    private const string Algorithms = "hmac-sha1, hmac-sha256, hmac-sha384, hmac-sha512, shared-token or none";

    /// <summary>The scheme, which also signs for the command line; null if there is none or a problem was reported.</summary>
    public static SignatureScheme? ReadScheme(StageContext context, TimestampPolicy? timestamp)
    {
        if (context.Config.Signature is not { } config)
        {
            context.Report(
                "is missing, so nothing would prove the sender; name a 'Provider', write the scheme out, or use "
                + "\"Algorithm\": \"none\" with a 'Reason' and an 'IpAllowList'.",
                "Signature");
            return null;
        }

        if (config.Algorithm == "none")
        {
            ReportOpenRoute(context, config, timestamp);
            return null;
        }

        if (config.From is null)
        {
            context.Report("is missing; say where the signature stands, e.g. \"header:X-Signature\".", "Signature", "From");
        }

        var from = config.From is null ? null : context.Source(config.From, "Signature", "From");
        if (config.Separator is { Length: not 1 })
        {
            context.Report("must be one character, e.g. \" \".", "Signature", "Separator");
        }

        var secrets = ReadSecrets(context, config, ReadKeyForm(context, config, timestamp, out var signed));
        return from is null
            ? null
            : new SignatureScheme(
                from, config.Prefix ?? "", config.Separator is { Length: 1 } separator ? separator[0] : null, secrets, signed);
    }

    public static SignatureStage? Compile(SignatureScheme? scheme) => scheme is null ? null : new SignatureStage(scheme);

    /// <summary>A key that does nothing makes believe that something is checked.</summary>
    private static void ReportWithoutEffect(
        StageContext context, SignatureConfig config, params ReadOnlySpan<(string Key, object? Written)> keys)
    {
        foreach (var (key, written) in keys)
        {
            if (written is not null)
            {
                context.Report(
                    $"has no effect with the algorithm '{config.Algorithm}'; remove it, or write null over the preset's.",
                    "Signature", key);
            }
        }
    }

    private static void ReportOpenRoute(StageContext context, SignatureConfig config, TimestampPolicy? timestamp)
    {
        ReportWithoutEffect(
            context, config, ("From", config.From), ("Prefix", config.Prefix), ("Separator", config.Separator),
            ("Encoding", config.Encoding), ("Content", config.Content), ("Key", config.Key), ("KeyPrefix", config.KeyPrefix),
            ("Secrets", config.Secrets));
        if (string.IsNullOrWhiteSpace(config.Reason))
        {
            context.Report("is required with the algorithm 'none': say why nothing proves the sender.", "Signature", "Reason");
        }

        if (context.Config.IpAllowList is not { Count: > 0 })
        {
            context.Report("is required with the algorithm 'none': without either, anyone may call.", "IpAllowList");
        }

        if (timestamp is not null)
        {
            context.Report("needs a signature: anyone can write a stamp that is not signed.", "Replay");
        }
    }

    /// <summary>How a secret's text becomes a key; null if a problem was reported.</summary>
    private static Func<string, ISignatureKey>? ReadKeyForm(
        StageContext context, SignatureConfig config, TimestampPolicy? timestamp, out SignedValues? signed)
    {
        signed = null;
        if (config.Algorithm == "shared-token")
        {
            ReportWithoutEffect(
                context, config, ("Encoding", config.Encoding), ("Content", config.Content), ("Key", config.Key),
                ("KeyPrefix", config.KeyPrefix));
            if (timestamp is not null)
            {
                context.Report("needs a signature: a shared token signs no timestamp.", "Replay");
            }

            return text => new SharedTokenKey(text);
        }

        HashAlgorithmName? hash = config.Algorithm switch
        {
            "hmac-sha1" => HashAlgorithmName.SHA1,
            "hmac-sha256" => HashAlgorithmName.SHA256,
            "hmac-sha384" => HashAlgorithmName.SHA384,
            "hmac-sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (hash is null)
        {
            var found = config.Algorithm is null ? "is missing" : $"found '{config.Algorithm}'";
            context.Report($"{found}; expected {Algorithms}.", "Signature", "Algorithm");
        }

        var hasKeyForm = config.Key is null or "utf8" or "hex" or "base64" or "base64url";
        if (!hasKeyForm)
        {
            // Not repeated: who takes 'Key' for the place of the secret has written the secret there.
            context.Report("expected utf8, hex, base64 or base64url: how a secret's text becomes the key.", "Signature", "Key");
        }

        var encoding = ReadEncoding(context, config.Encoding);
        var content = ReadContent(context, config, timestamp);
        signed = content?.Signed;
        if (hash is null || encoding is null || content is null || !hasKeyForm)
        {
            return null;
        }

        return text => new HmacKey(DecodeKey(text, config), hash.Value, encoding.Value, content);
    }

    private static SignatureEncoding? ReadEncoding(StageContext context, string? encoding)
    {
        switch (encoding)
        {
            case null or "hex":
                return SignatureEncoding.Hex;
            case "hex-upper":
                return SignatureEncoding.HexUpper;
            case "base64":
                return SignatureEncoding.Base64;
            case "base64url":
                return SignatureEncoding.Base64Url;
            default:
                context.Report(
                    $"found '{encoding}'; expected hex, hex-upper, base64 or base64url.", "Signature", "Encoding");
                return null;
        }
    }

    private static ContentTemplate? ReadContent(StageContext context, SignatureConfig config, TimestampPolicy? timestamp)
    {
        var publicUrl = context.Config.PublicUrl is { } text ? PublicUrl.Parse(text) : null;
        if (publicUrl is null && context.Config.PublicUrl is not null)
        {
            context.Report(
                $"found '{context.Config.PublicUrl}'; expected an absolute http or https URL without query.", "PublicUrl");
        }

        var parser = new ContentTemplateParser(timestamp?.Source, publicUrl, context.BodyPointers);
        var template = parser.Parse(config.Content ?? "{body}", out var error);
        if (error is not null)
        {
            context.Report(error, "Signature", "Content");
        }

        if (template is not null && timestamp is not null && !timestamp.Source.IsCoveredBy(template.Signed))
        {
            context.Report(
                $"'{timestamp.WrittenAs}' is not part of what is signed ('{config.Content ?? "{body}"}'): anyone could renew "
                + "a captured webhook. Put {timestamp} into 'Signature:Content', or leave 'Replay' out.",
                "Replay", "Timestamp");
        }

        return template;
    }

    private static List<SigningSecret> ReadSecrets(
        StageContext context, SignatureConfig config, Func<string, ISignatureKey>? keyForm)
    {
        var secrets = new List<SigningSecret>();
        if (config.Secrets is not { Count: > 0 })
        {
            context.Report("is missing; list at least one reference, e.g. [ \"env:WEBHOOK_SECRET\" ].", "Signature", "Secrets");
        }

        foreach (var (index, secret) in (config.Secrets ?? []).Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (context.Files.ResolveSecret(secret.Value, out var error) is not { } text)
            {
                context.Report(error, "Signature", "Secrets", at);
                continue;
            }

            var notBefore = secret.NotBefore ?? DateTimeOffset.MinValue;
            var notAfter = secret.NotAfter ?? DateTimeOffset.MaxValue;
            if (notAfter <= notBefore)
            {
                context.Report("'NotAfter' is not after 'NotBefore': the secret would never count.", "Signature", "Secrets", at);
            }

            var id = secret.Id ?? secret.Value!;
            if (secrets.Exists(other => other.Id == id))
            {
                context.Report($"the id '{id}' stands twice; a metric could not tell the secrets apart.", "Signature", "Secrets", at);
            }

            try
            {
                if (keyForm is not null)
                {
                    secrets.Add(new SigningSecret(id, keyForm(text), notBefore, notAfter));
                }
            }
            catch (FormatException exception)
            {
                context.Report($"the secret '{id}' {exception.Message}", "Signature", "Secrets", at);
            }
        }

        return secrets;
    }

    /// <exception cref="FormatException">The text is not of the form; the message never repeats it.</exception>
    private static byte[] DecodeKey(string text, SignatureConfig config)
    {
        if (config.KeyPrefix is { Length: > 0 } prefix)
        {
            text = text.StartsWith(prefix, StringComparison.Ordinal)
                ? text[prefix.Length..]
                : throw new FormatException($"does not begin with '{prefix}', as this provider's secrets do.");
        }

        byte[] key;
        try
        {
            key = config.Key switch
            {
                "hex" => Convert.FromHexString(text),
                "base64" => Convert.FromBase64String(text),
                "base64url" => Base64Url.DecodeFromChars(text),
                _ => Encoding.UTF8.GetBytes(text),
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"is not {config.Key}, which 'Signature:Key' says it is.", exception);
        }

        // An HMAC with an empty key is one that everybody can make.
        return key.Length > 0 ? key : throw new FormatException($"is empty behind '{config.KeyPrefix}'.");
    }
}
