using System.Security.Cryptography;
using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The value is a hash, and no HMAC of what the route says: a plain digest, one over secret and body, or an HMAC with key and content exchanged.</summary>
internal sealed class UnkeyedHash : IHypothesis
{
    private static readonly (string Name, HashAlgorithmName Hash, string? Algorithm)[] Hashes =
    [
        ("SHA-256", HashAlgorithmName.SHA256, "sha256"), ("SHA-1", HashAlgorithmName.SHA1, "sha1"), ("SHA-512", HashAlgorithmName.SHA512, null),
        ("MD5", HashAlgorithmName.MD5, null), ("SHA-384", HashAlgorithmName.SHA384, null),
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var places = NamedHeaders.OfSignature(evidence);
        var claims = SeenSignatures.In(evidence.Request)
            .Where(seen => places.Count == 0 ? evidence.Signature.Expected is null : places.Contains(seen.Place, StringComparer.OrdinalIgnoreCase))
            .ToList(); // elsewhere a digest of the body may be what it should be
        if (!evidence.IsKeyed || claims.Count == 0)
        {
            yield break;
        }

        var body = evidence.Request.Body;
        foreach (var (name, hash, algorithm) in Hashes)
        {
            foreach (var (content, what) in Plain(evidence))
            {
                if (Find(evidence, claims, Hash(hash, content)) is { } seen)
                {
                    yield return new Suspicion(
                        "plain-digest",
                        $"{seen} holds the plain {name} of {what}, made without the secret.",
                        "Have the sender make an HMAC whose key is the secret: a plain digest can be made by anybody and proves nothing.")
                    {
                        Proof = "it is that digest to the byte",
                    };
                }
            }

            foreach (var secret in evidence.Secrets)
            {
                var key = Encoding.UTF8.GetBytes(secret.Text);
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                foreach (var (content, what, template) in Joined(evidence, key, body))
                {
                    if (Find(evidence, claims, Hash(hash, content)) is { } seen)
                    {
                        yield return new Suspicion(
                            "digest-with-secret",
                            $"{seen} holds the {name} of {what}: a digest, and no HMAC.",
                            algorithm is not null && template is not null
                                ? $"Have the sender make an HMAC; or, if the provider is like that, say in 'Signature': \"Algorithm\": \"{algorithm}\", \"Content\": \"{template}\"."
                                : "Have the sender make an HMAC whose key is the secret: this cannot be configured.")
                        {
                            Proof = $"it is that digest to the byte, with the secret '{secret.Id}'",
                        };
                    }
                }

                foreach (var (mac, what) in Macs(hash, name, key, body, evidence))
                {
                    if (Find(evidence, claims, mac) is { } seen)
                    {
                        yield return new Suspicion(
                            "hmac-misused",
                            $"{seen} holds {what}.",
                            "Have the sender make an HMAC whose key is the secret and whose content is what the provider's documentation says.")
                        {
                            Proof = $"it is that value to the byte, with the secret '{secret.Id}'",
                        };
                    }
                }
            }
        }
    }

    private static IEnumerable<(byte[] Content, string What)> Plain(Evidence evidence)
    {
        yield return (evidence.Request.Body, "the body");
        yield return (Encoding.ASCII.GetBytes(Convert.ToBase64String(evidence.Request.Body)), "the body in base64");
        if (evidence.Direct is { TakesKeys: true, Values.Count: > 1 } direct)
        {
            yield return (ContentValue.Join(direct.Values), $"'{PlainText.Template(evidence.Content)}'");
        }
    }

    private static IEnumerable<(byte[] Content, string What, string? Template)> Joined(Evidence evidence, byte[] secret, byte[] body)
    {
        yield return ([.. secret, .. body], "secret and body", "{secret}{body}");
        yield return ([.. body, .. secret], "body and secret", "{body}{secret}");
        foreach (var separator in (string[])[".", ":", "|", "&", "\n", "-", "&key=", "&secret="])
        {
            var between = Encoding.ASCII.GetBytes(separator);
            yield return ([.. secret, .. between, .. body], $"secret and body with '{PlainText.Template(separator)}' between them", $"{{secret}}{PlainText.Template(separator)}{{body}}");
            yield return ([.. body, .. between, .. secret], $"body and secret with '{PlainText.Template(separator)}' between them", $"{{body}}{PlainText.Template(separator)}{{secret}}");
        }

        yield return ([.. secret, .. body, .. secret], "secret, body and secret", "{secret}{body}{secret}");
        if (evidence.Direct is { TakesKeys: true, Values.Count: > 1 } direct)
        {
            var content = ContentValue.Join(direct.Values);
            yield return ([.. secret, .. content], $"the secret and '{PlainText.Template(evidence.Content)}'", "{secret}" + PlainText.Template(evidence.Content));
            yield return ([.. content, .. secret], $"'{PlainText.Template(evidence.Content)}' and the secret", PlainText.Template(evidence.Content) + "{secret}");
        }
    }

    private static IEnumerable<(byte[] Mac, string What)> Macs(HashAlgorithmName hash, string name, byte[] secret, byte[] body, Evidence evidence)
    {
        var content = evidence.Direct is { TakesKeys: true } direct ? ContentValue.Join(direct.Values) : body;
        var digest = Hash(hash, content);
        yield return (Mac(hash, content, secret), $"the HMAC ({name}) of the secret with the content as its key: they are exchanged");
        yield return (Mac(hash, secret, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest))), $"the HMAC ({name}) of the content's {name} in hex, not of the content");
        yield return (Mac(hash, secret, digest), $"the HMAC ({name}) of the content's {name}, not of the content");
        yield return (Mac(hash, secret, Encoding.ASCII.GetBytes(Convert.ToBase64String(content))), $"the HMAC ({name}) of the content in base64, not of the content");
        yield return (Mac(hash, secret, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(content))), $"the HMAC ({name}) of the content in hex, not of the content");
        yield return (Mac(hash, secret, Mac(hash, secret, content)), $"the HMAC ({name}) of the HMAC: it was made twice");
        yield return (Mac(hash, secret, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Mac(hash, secret, content)))), $"the HMAC ({name}) of the HMAC in hex: it was made twice");
        yield return (Hash(hash, Mac(hash, secret, content)), $"the {name} of the HMAC");
        yield return (Mac(hash, secret, [.. content, .. secret]), $"the HMAC ({name}) of the content with the secret behind it");
        yield return (Mac(hash, secret, [.. secret, .. content]), $"the HMAC ({name}) of the content with the secret in front of it");
        yield return (Mac(hash, secret, []), $"the HMAC ({name}) of nothing: the content was read before");
        yield return (Mac(hash, secret, "[object Object]"u8.ToArray()), $"the HMAC ({name}) of the text '[object Object]': the sender signed an object and not its JSON");
        yield return (Mac(hash, secret, "{}"u8.ToArray()), $"the HMAC ({name}) of '{{}}': the sender signed before it had filled the body");
        if (hash == HashAlgorithmName.MD5)
        {
            yield return (Mac(hash, secret, content), "an HMAC made with MD5");
        }
    }

    private static string? Find(Evidence evidence, IReadOnlyList<(string Place, byte[] Bytes)> claims, byte[] expected)
    {
        if (!evidence.Work.TryProbe(evidence.Request.Body.Length, isLong: true))
        {
            return null;
        }

        foreach (var (place, bytes) in claims)
        {
            if (bytes.AsSpan().SequenceEqual(expected))
            {
                return $"'{place}'";
            }
        }

        return null;
    }

    private static byte[] Hash(HashAlgorithmName hash, byte[] content) => CryptographicOperations.HashData(hash, content);

    private static byte[] Mac(HashAlgorithmName hash, byte[] key, byte[] content) => CryptographicOperations.HmacData(hash, key, content);
}
