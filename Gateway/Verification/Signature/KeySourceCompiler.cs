using Gateway.Verification.Fetching;
using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Verification.Signature;

/// <summary>Compiles where a route's keys come from: <c>Secrets</c>, <c>KeySet</c> or <c>Certificate</c>.</summary>
internal static class KeySourceCompiler
{
    private const string FilePrefix = "file:";

    private static readonly TimeSpan DefaultRefresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastRefresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRefresh = TimeSpan.FromDays(1);

    /// <param name="context">The route's section.</param>
    /// <param name="form">What keys are made of; null reports what is wrong with the references all the same.</param>
    public static IKeySource<TKey> Compile<TKey>(SignatureContext context, KeyForm<TKey>? form)
        where TKey : class, ISignatureKey
    {
        if (context.Config.Certificate is not null)
        {
            // Of no effect here, which is reported where it is: what else is wrong with it is told all the same.
            CertificateCompiler.Compile(context, form: null);
            return new FixedKeys<TKey>([]);
        }

        var refresh = context.Stage.Duration(
            context.Config.KeySetRefresh, DefaultRefresh, LeastRefresh, LongestRefresh, "Signature", "KeySetRefresh");
        if (context.Config.KeySet is not { } place)
        {
            if (context.Config.KeySetRefresh is not null)
            {
                context.Report("has no effect without 'KeySet'.", "KeySetRefresh");
            }

            return CompileSecrets(context, form?.Read);
        }

        if (context.Config.Secrets is { Count: > 0 })
        {
            context.Report("has no effect beside 'KeySet'; leave one of the two out.", "Secrets");
        }

        return CompileSet(context, place, form is null ? null : form.ReadWebKey ?? (static _ => null), ["KeySet"], refresh);
    }

    /// <summary>A set of keys at a place.</summary>
    /// <param name="context">The route's section.</param>
    /// <param name="place"><c>https://...</c> or <c>file:PATH</c>.</param>
    /// <param name="read">Makes a key of each; null reports what is wrong with the place all the same.</param>
    /// <param name="keys">Where the place stands.</param>
    /// <param name="refresh">How often it is fetched; null for the default.</param>
    public static IKeySource<TKey> CompileSet<TKey>(
        SignatureContext context, string place, Func<WebKey, TKey?>? read, string[] keys, TimeSpan? refresh = null)
        where TKey : class, ISignatureKey
    {
        if (place.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return ReadFile(context, place[FilePrefix.Length..], read, keys);
        }

        if (!ProviderUrl.IsUrl(place))
        {
            context.Report("names no key set; write \"https://...\" or \"file:PATH\".", keys);
            return new FixedKeys<TKey>([]);
        }

        if (ProviderUrl.Parse(place, out var error) is { } url)
        {
            return new RemoteKeys<TKey>(
                new PublishedKeySet(context.Stage.Services.Providers.KeySets.Of(url), refresh ?? DefaultRefresh), read ?? (static _ => null));
        }

        context.Report(error!, keys);
        return new FixedKeys<TKey>([]);
    }

    private static FixedKeys<TKey> CompileSecrets<TKey>(SignatureContext context, Func<string, TKey>? read)
        where TKey : class
    {
        if (context.Config.Secrets?.Any(secret => secret.IsOfTenants) == true)
        {
            return new FixedKeys<TKey>([]); // Of tenants, and what is wrong with that has been said.
        }

        FixedKeys<TKey>? keys = null;
        keys = new FixedKeys<TKey>(SecretCompiler.Compile(context, read, (index, key) => keys!.Replace(index, key)));
        return keys;
    }

    /// <summary>A file is read with the configuration, and again with it when it has changed.</summary>
    private static FixedKeys<TKey> ReadFile<TKey>(SignatureContext context, string path, Func<WebKey, TKey?>? read, string[] at)
        where TKey : class
    {
        if (context.Config.KeySetRefresh is not null)
        {
            context.Report("has no effect with a file, which is read again when it changes.", "KeySetRefresh");
        }

        if (context.Stage.Files.Read(path, out var error) is not { } bytes)
        {
            context.Report(error, at);
            return new FixedKeys<TKey>([]);
        }

        if (WebKeySet.Parse(bytes, out var problem) is not { } set)
        {
            context.Report($"the key set '{path}' {problem}", at);
            return new FixedKeys<TKey>([]);
        }

        var keys = read is null ? [] : KeysOfSet<TKey>.Read(set, read).Keys;
        if (read is not null && keys.Length == 0)
        {
            context.Report($"the key set '{path}' holds no key that fits the algorithm.", at);
        }

        return new FixedKeys<TKey>(keys);
    }
}
