using System.Security.Cryptography;
using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The secret went through something on one of both sides: quotes, another case, escapes, encodings, a hash; one of these, or two.</summary>
internal sealed class SecretRewritten : IHypothesis
{
    private static readonly (string Form, string Name)[] Forms =
        [("utf8", ""), ("base64", ", then decoded from base64"), ("hex", ", then decoded from hex"), ("base64url", ", then decoded from base64url")];

    /// <summary>Keys that are no text's bytes in UTF-8.</summary>
    private static readonly (string Id, string What, Func<string, byte[]?> Make)[] Keys =
    [
        ("secret-hashed", "as the bytes of its SHA-256", text => SHA256.HashData(Encoding.UTF8.GetBytes(text))),
#pragma warning disable CA5350, CA5351 // Weak algorithms: they are what was done to the secret.
        ("secret-hashed", "as the bytes of its SHA-1", text => SHA1.HashData(Encoding.UTF8.GetBytes(text))),
        ("secret-hashed", "as the bytes of its MD5", text => MD5.HashData(Encoding.UTF8.GetBytes(text))),
#pragma warning restore CA5350, CA5351
        ("secret-hashed", "as the bytes of its SHA-512", text => SHA512.HashData(Encoding.UTF8.GetBytes(text))),
        ("secret-characters", "in Latin-1 and not in UTF-8", text => text.All(c => c < '\u0100') ? Encoding.Latin1.GetBytes(text) : null),
        ("secret-characters", "in UTF-16 and not in UTF-8", Encoding.Unicode.GetBytes),
        ("secret-characters", "in UTF-16 (big endian) and not in UTF-8", Encoding.BigEndianUnicode.GetBytes),
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var ways = new List<(KnownSecret Secret, HashSet<string> Known, List<(string Text, SecretChange Change)> Once)>();
        foreach (var secret in evidence.Secrets)
        {
            var known = new HashSet<string>(StringComparer.Ordinal) { secret.Text };
            var once = new List<(string Text, SecretChange Change)>();
            foreach (var change in SecretChanges.All)
            {
                if (SecretChanges.Apply(change, secret.Text) is { } text && known.Add(text))
                {
                    once.Add((text, change));
                }
            }

            ways.Add((secret, known, once));
            foreach (var suspicion in once.SelectMany(way => Of(evidence, secret, way.Text, way.Change.Id, way.Change.What)).Concat(Bytes(evidence, secret)))
            {
                yield return suspicion;
            }
        }

        // Thousands of keys: only where each is one hash, and after one change of every secret.
        foreach (var (secret, known, once) in evidence.Direct is { TakesKeys: true } ? ways : [])
        {
            foreach (var suspicion in Twice(evidence, secret, known, once))
            {
                yield return suspicion;
            }
        }
    }

    private static IEnumerable<Suspicion> Twice(Evidence evidence, KnownSecret secret, HashSet<string> known, List<(string Text, SecretChange Change)> once)
    {
        foreach (var (text, first) in once)
        {
            foreach (var second in SecretChanges.All)
            {
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                if (SecretChanges.Apply(second, text) is { } both && known.Add(both))
                {
                    var id = first.Id == second.Id && first.Id is "secret-base64" or "secret-hex" ? first.Id + "-twice" : first.Id;
                    foreach (var suspicion in Of(evidence, secret, both, id, $"{first.What}, then {second.What}"))
                    {
                        yield return suspicion;
                    }
                }
            }
        }
    }

    /// <summary>The text as the route reads secrets, and in every other form.</summary>
    private static IEnumerable<Suspicion> Of(Evidence evidence, KnownSecret secret, string text, string id, string what)
    {
        var signature = evidence.Signature;
        if (evidence.Direct is not { TakesKeys: true })
        {
            yield return Suspect(secret, id, what) with { Text = _ => text };
            yield break;
        }

        var own = KeyReading.Read(signature.Key, signature.KeyPrefix ?? "", signature.KeySuffix ?? "", text);
        if (own is not null && evidence.MayBeSignedBy(own))
        {
            yield return Suspect(secret, id, what) with { Text = _ => text };
        }

        foreach (var (form, name) in Forms)
        {
            if (KeyReading.Read(form, "", "", text) is { } key && (own is null || !key.AsSpan().SequenceEqual(own)) && evidence.MayBeSignedBy(key))
            {
                yield return WithKey(evidence, secret, form == "base64" && id == "secret-base64" ? "secret-base64-twice" : id, what + name, key);
            }
        }
    }

    private static IEnumerable<Suspicion> Bytes(Evidence evidence, KnownSecret secret)
    {
        foreach (var (id, what, make) in evidence.Direct is { TakesKeys: true } ? Keys : [])
        {
            if (make(secret.Text) is { Length: > 0 } key && evidence.MayBeSignedBy(key))
            {
                yield return WithKey(evidence, secret, id, what, key);
            }
        }
    }

    private static Suspicion WithKey(Evidence evidence, KnownSecret secret, string id, string what, byte[] key) => Suspect(secret, id, what) with
    {
        Text = _ => Convert.ToBase64String(key),
        Config = evidence.Config with { Signature = evidence.Signature with { Key = "base64", KeyPrefix = null, KeySuffix = null } },
    };

    private static Suspicion Suspect(KnownSecret secret, string id, string what) => new(
        id,
        $"The key that signed is the gateway's secret '{secret.Id}' {what}.",
        id switch
        {
            "secret-hashed" => "Have the sender use the secret itself as the key; or give the gateway that hash as its secret, if the provider says that the hash is the key.",
            "secret-base64" or "secret-base64-twice" or "secret-hex" or "secret-hex-twice" or "secret-recoded" =>
                "Give the gateway the text that is the key, encoded as the provider shows it (a Kubernetes secret is decoded once before a program sees it); 'Signature.Key' says how it is read.",
            _ => "Compare both copies letter by letter, and enter the one that is wrong again.",
        })
    {
        Secrets = [secret],
    };
}
