using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Support;

/// <summary>One signed request of a provider, computed apart from this code; a file in <c>Vectors/</c>.</summary>
/// <param name="Provider">The preset.</param>
/// <param name="Secret">The secret it was signed with; null where there is none.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Url">The URL registered at the provider.</param>
/// <param name="Headers">The provider's headers.</param>
/// <param name="BodyBase64">The exact body.</param>
/// <param name="Certificate">The certificate it names, in PEM; null for none.</param>
/// <param name="CertificatePlace">Where it says that stands.</param>
/// <param name="Route">What a route has to say beside the preset's name and the secret; null for nothing.</param>
public sealed record ProviderVector(
    string Provider, string? Secret, DateTimeOffset At, string Method, Uri Url, IReadOnlyDictionary<string, string> Headers,
    string BodyBase64, JsonObject? Route = null, string? Certificate = null, string? CertificatePlace = null)
{
    /// <summary>The route's section, with the secret in the variable <c>SECRET</c>.</summary>
    public string Verification
    {
        get
        {
            var section = Route?.DeepClone().AsObject() ?? [];
            section["Provider"] = Provider;
            var signature = section["Signature"] as JsonObject ?? [];
            if (Secret is not null)
            {
                signature["Secrets"] ??= new JsonArray("env:SECRET");
            }

            if (Certificate is not null)
            {
                signature["Certificate"] = new JsonObject { ["Allowed"] = new JsonArray(CertificateHost.Allowed) };
            }

            section["Signature"] = signature;
            return section.ToJsonString();
        }
    }

    public byte[] Body => Convert.FromBase64String(BodyBase64);

    /// <summary>The same without a server.</summary>
    internal TestRequest Request => new()
    {
        Method = Method,
        Target = Url.PathAndQuery,
        Headers = [.. Headers.Where(header => header.Key != "Content-Type").Select(header => (header.Key, header.Value))],
        ContentType = Headers.GetValueOrDefault("Content-Type"),
        Body = Body,
    };

    /// <summary>Those of <see cref="Names"/>, and webhooks of the same presets in another form.</summary>
    public static TheoryData<string> All() => [.. Names(), .. Below("Variants")];

    public static IReadOnlyList<string> Names() =>
        [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "handshakes").Order(StringComparer.Ordinal)];

    /// <summary>Those that stand in a provider's own documentation or tests.</summary>
    public static TheoryData<string> Documented() =>
        [.. Below("Documented")];

    public static ProviderVector Load(string name)
    {
        var vector = JsonSerializer.Deserialize<ProviderVector>(File.ReadAllBytes(Path.Combine(Folder(), name + ".json")))!;
        return vector.Certificate is { } certificate ? vector.WithCertificate(certificate) : vector;
    }

    /// <summary>The same, naming this certificate: its URL is not signed, and leads to this machine.</summary>
    public ProviderVector WithCertificate(string pem)
    {
        var url = CertificateHost.Publish(pem);
        return this with
        {
            Headers = Headers.ToDictionary(
                header => header.Key, header => header.Value.Replace(CertificatePlace!, url, StringComparison.Ordinal), StringComparer.Ordinal),
            BodyBase64 = Convert.ToBase64String(
                Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Body).Replace(CertificatePlace!, url, StringComparison.Ordinal))),
            CertificatePlace = url,
        };
    }

    /// <summary>The same before a route that believes another root than the one of its token's certificates.</summary>
    public ProviderVector WithAnotherRoot()
    {
        var route = Route!.DeepClone().AsObject();
        route["Signature"]!["Jwt"]!["Chain"]!["Roots"] = new JsonArray(new string('0', 64));
        return this with { Route = route };
    }

    /// <summary>The request as bytes for a raw connection.</summary>
    public byte[] Raw(IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        var lines = headers.ToList();
        var head = new StringBuilder($"{Method} {Url.PathAndQuery} HTTP/1.1\r\n");
        if (!lines.Exists(line => line.Key == "Host")) // Which some providers sign.
        {
            head.Append("Host: gateway.test\r\n");
        }

        foreach (var (name, value) in lines)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        head.Append("Content-Length: ").Append(body.Length).Append("\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    private static IEnumerable<string> Below(string folder) => Directory.GetFiles(Path.Combine(Folder(), folder))
        .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal);

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "Vectors");
}
