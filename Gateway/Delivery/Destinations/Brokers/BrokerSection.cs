using System.Globalization;
using System.Security.Cryptography;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Reading;
using Gateway.Storage.Redis;
using Gateway.Verification;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>What a broker's section is compiled from, and what the sections of all kinds have in common.</summary>
/// <param name="Route">The route.</param>
/// <param name="At">Where the section stands below the route's.</param>
/// <param name="Templates">Compiles texts with values in them.</param>
internal sealed record BrokerSection(StageContext Route, string[] At, TemplateCompiler Templates)
{
    /// <summary>Headers of a message.</summary>
    public const int MostHeaders = 64;

    private static readonly string[] SaidByFormat = ["Content-Type", "Content-Encoding"];

    /// <summary>The section by itself.</summary>
    public SectionContext Section => Route.Section.At(At);

    public void Report(string message, params ReadOnlySpan<string> keys) => Section.Report(message, keys);

    /// <summary>A template that has to be there; null if a problem was reported.</summary>
    /// <param name="text">As written.</param>
    /// <param name="key">Its key.</param>
    /// <param name="example">What one looks like.</param>
    /// <param name="defect">What the broker does not allow; a text that is the same for every webhook is held against it here.</param>
    public ValueTemplate? Template(string? text, string key, string example, Func<string, string?> defect)
    {
        if (string.IsNullOrEmpty(text))
        {
            Report($"is missing; write a text such as \"{example}\".", key);
            return null;
        }

        var template = Templates.Compile(text, [.. At, key]);
        if (template?.Fixed is { } same && defect(same) is { } wrong)
        {
            Report($"'{same}' {wrong}", key);
            return null;
        }

        return template;
    }

    /// <summary>A secret by reference; null if none is named, or it was reported.</summary>
    public string? Secret(string? reference, string key)
    {
        if (reference is null)
        {
            return null;
        }

        var secret = Route.Files.ResolveSecret(reference, out var error);
        if (secret is null)
        {
            Report(error, key);
        }

        return secret;
    }

    /// <summary>The same for a section within it.</summary>
    public BrokerSection Within(string key) => this with { At = [.. At, key] };

    /// <summary>What the broker gets of each event.</summary>
    /// <param name="headers">As written.</param>
    /// <param name="format">As written.</param>
    /// <param name="binding">How the broker's protocol writes CloudEvents.</param>
    /// <param name="reserved">A name that the kind uses itself; empty for none.</param>
    public MessagePolicy Message(IReadOnlyList<string>? headers, MessageFormatConfig? format, CloudEventBinding binding, string reserved = "")
    {
        var made = CloudEventCompiler.Compile(this, format, binding);
        var isMade = format?.As is MessageFormat.CloudEvents or MessageFormat.CloudEventsStructured;
        return new MessagePolicy(Headers(headers, isMade, reserved), made);
    }

    /// <summary>The provider's headers that go along.</summary>
    private IReadOnlyList<string> Headers(IReadOnlyList<string>? written, bool isCloudEvent, string reserved)
    {
        if (written?.Count > MostHeaders)
        {
            Report($"has {written.Count} headers; use {MostHeaders} at most.", "Headers");
        }

        foreach (var (index, name) in (written ?? []).Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (!HeaderName.IsValid(name))
            {
                Report($"'{name}' is not a header's name.", "Headers", at);
            }
            else if (GatewayHeaders.IsOwn(name))
            {
                Report($"'{name}' goes along in any case, for the gateway says it; remove it.", "Headers", at);
            }
            else if (isCloudEvent && (CloudEventBinding.IsAttribute(name) || SaidByFormat.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                Report($"'{name}' is what 'Format' itself says of an event there; leave it out.", "Headers", at);
            }
            else if (string.Equals(name, reserved, StringComparison.OrdinalIgnoreCase))
            {
                Report($"'{name}' is what the body is called there; leave it out.", "Headers", at);
            }
        }

        return written ?? [];
    }

    /// <summary>Files of TLS, each looked at now.</summary>
    public BrokerTls Tls(string? authority, string? certificate, string? key)
    {
        if (key is not null && certificate is null)
        {
            Report("has no effect without 'ClientCertificate', the certificate that it is the key of.", "ClientCertificateKey");
        }

        var isRead = IsRead(certificate, "ClientCertificate") & IsRead(key, "ClientCertificateKey");
        var tls = new BrokerTls(Path(authority), Path(certificate), Path(key));
        if (IsRead(authority, "CertificateAuthority") && authority is not null)
        {
            try
            {
                _ = new RedisCertificateAuthority(tls.CertificateAuthority!);
            }
            catch (FormatException exception)
            {
                Report(exception.Message, "CertificateAuthority");
            }
        }

        if (isRead && tls.ClientCertificate is { } file && RedisClientCertificate.Check(file, tls.ClientCertificateKey ?? file) is { } wrong)
        {
            Report(wrong.Problem, wrong.Key);
        }

        return tls;
    }

    /// <summary>What stands in the files, those that are named.</summary>
    public string HashOf(params IEnumerable<string?> files) =>
        string.Join(' ', files.Select(file => file is not null && Route.Files.Read(file, out _) is { } content ? Convert.ToHexStringLower(SHA256.HashData(content)) : ""));

    /// <summary>A route that takes larger bodies than the broker would have dead letters of them.</summary>
    /// <param name="most">In bytes, as written; null where the broker says it itself.</param>
    public void ReportTooLarge(long? most)
    {
        if (most is < 1 or > GatewayLimits.LargestBody)
        {
            Report($"is {most}; use 1 to {GatewayLimits.LargestBody} bytes.", "MaxBytes");
            return;
        }

        var written = Route.Section.Node.At("Body", "MaxBytes").Value;
        var largest = long.TryParse(written, CultureInfo.InvariantCulture, out var own) ? own : Route.Limits.MaxBodyBytes;
        if (most < largest)
        {
            Report(
                $"is {most}, and the route takes bodies of up to {largest} bytes: larger ones would be dead letters. Lower 'Body.MaxBytes' to {most}, "
                + "or have the broker take more.",
                "MaxBytes");
        }
    }

    private string? Path(string? file) => file is null ? null : Route.Files.FullPath(file);

    private bool IsRead(string? file, string key)
    {
        if (file is null || Route.Files.Read(file, out var error) is not null)
        {
            return true;
        }

        Report(error, key);
        return false;
    }
}
