using System.Globalization;
using Gateway.Reading;

namespace Gateway.Verification.Signature;

/// <summary>Resolves <c>Signature:Secrets</c> and makes keys of them.</summary>
internal static class SecretCompiler
{
    /// <summary>Of a route; a rotation has two.</summary>
    public const int MostSecrets = 16;

    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    /// <param name="context">The route's section.</param>
    /// <param name="read">
    /// Makes a key of a secret's text, or throws <see cref="FormatException"/>; null reports what is wrong with the references all
    /// the same.
    /// </param>
    /// <param name="replaced">
    /// Gets another key for the one at an index, made of another content of its file; null where one secret is a part of more than that.
    /// </param>
    public static IReadOnlyList<SigningSecret<TKey>> Compile<TKey>(
        SignatureContext context, Func<string, TKey>? read, Action<int, TKey>? replaced = null)
    {
        var secrets = new List<SigningSecret<TKey>>();
        var written = context.Config.Secrets ?? [];
        if (written.Count == 0)
        {
            context.Report("is missing; list at least one reference, e.g. [ \"env:WEBHOOK_SECRET\" ].", "Secrets");
        }

        if (written.Count > MostSecrets)
        {
            context.Report(
                $"are {written.Count}; at most {MostSecrets}, since each is tried for every forged webhook, and each counts for all. Senders that have "
                + "one each are tenants: { \"From\": \"path:tenant\" } as the route's 'Tenant', and a directory of secrets.",
                "Secrets");
        }

        WarnOfNoneInForce(context, written);
        foreach (var (index, secret) in written.Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            var taker = read is null || replaced is null ? null : Taker(context.Config.Key, context.Config.KeyPrefix, secrets.Count, read, replaced);
            if (context.Stage.Files.ResolveSecret(secret.Value, out var error, taker) is not { } text)
            {
                context.Report(error, "Secrets", at);
                continue;
            }

            if (PublicSecrets.Contains(text))
            {
                context.Report("is a secret that a provider tests with and everybody knows; use the webhook's own.", "Secrets", at);
            }

            if (SecretStrength.IsShort(text, context.Config.Key, context.Config.KeyPrefix))
            {
                context.Stage.Warn(SecretStrength.Warning, "Signature", "Secrets", at);
            }

            var notBefore = secret.NotBefore ?? DateTimeOffset.MinValue;
            var notAfter = secret.NotAfter ?? DateTimeOffset.MaxValue;
            if (notAfter <= notBefore)
            {
                context.Report("'NotAfter' is not after 'NotBefore': the secret would never count.", "Secrets", at);
            }

            var id = secret.Id ?? secret.Value!;
            if (string.IsNullOrWhiteSpace(id))
            {
                context.Report("is empty; name the secret, or leave the key out for its reference.", "Secrets", at, "Id");
            }
            else if (secrets.Exists(other => other.Id == id))
            {
                context.Report($"the id '{id}' stands twice; a metric could not tell the secrets apart.", "Secrets", at);
            }

            try
            {
                if (read is not null)
                {
                    secrets.Add(new SigningSecret<TKey>(id, read(text), notBefore, notAfter)
                    {
                        IsNamedByProvider = context.Config.KeyId is not null && secret.Id is not null,
                    });
                }
            }
            catch (FormatException exception)
            {
                context.Report($"the secret '{id}' {exception.Message}", "Secrets", at);
            }
        }

        return secrets;
    }

    /// <summary>Of what anything is to be said nothing is taken: it is said where all is compiled again. Holds nothing of the configuration as written.</summary>
    private static SecretTaker Taker<TKey>(string? form, string? prefix, int index, Func<string, TKey> read, Action<int, TKey> replaced) => text =>
    {
        if (PublicSecrets.Contains(text) || SecretStrength.IsShort(text, form, prefix))
        {
            return null;
        }

        try
        {
            var key = read(text);
            return () => replaced(index, key);
        }
        catch (FormatException)
        {
            return null;
        }
    };

    private static void WarnOfNoneInForce(SignatureContext context, IReadOnlyList<SecretConfig> secrets)
    {
        var now = context.Stage.Services.Clock.GetUtcNow();
        if (secrets.Count > 0 && secrets.All(secret => secret.NotAfter <= now))
        {
            context.Stage.Warn("have all ended by 'NotAfter': every webhook is refused.", "Signature", "Secrets");
        }
        else if (secrets.Count > 0 && secrets.All(secret => secret.NotAfter <= now + EndsSoon))
        {
            var last = secrets.Max(secret => secret.NotAfter)!.Value;
            context.Stage.Warn($"end all by {last.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}, and none takes their place: every webhook is refused then.", "Signature", "Secrets");
        }
        else if (secrets.Count > 0 && secrets.All(secret => secret.NotAfter <= now || secret.NotBefore > now))
        {
            context.Stage.Warn("are none of them in force now, by 'NotBefore' and 'NotAfter': every webhook is refused.", "Signature", "Secrets");
        }
    }
}
