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
    public static IKeySource Compile(SignatureContext context, KeyForm? form)
    {
        if (context.Config.Certificate is { } certificate)
        {
            return CertificateCompiler.Compile(context, certificate, form);
        }

        var refresh = context.Stage.Duration(
            context.Config.KeySetRefresh, DefaultRefresh, LeastRefresh, LongestRefresh, "Signature", "KeySetRefresh");
        if (context.Config.KeySet is not { } place)
        {
            if (context.Config.KeySetRefresh is not null)
            {
                context.Report("has no effect without 'KeySet'.", "KeySetRefresh");
            }

            return new FixedKeys(SecretCompiler.Compile(context, form));
        }

        if (context.Config.Secrets is { Count: > 0 })
        {
            context.Report("has no effect beside 'KeySet'; leave one of the two out.", "Secrets");
        }

        var read = form?.ReadWebKey ?? (static _ => null);
        if (place.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return ReadFile(context, place[FilePrefix.Length..], form is null ? null : read);
        }

        if (!ProviderUrl.IsUrl(place))
        {
            context.Report("names no key set; write \"https://...\" or \"file:PATH\".", "KeySet");
            return new FixedKeys([]);
        }

        if (ProviderUrl.Parse(place, out var error) is { } url)
        {
            return new RemoteKeys(context.Stage.Services.Providers.KeySets.Of(url), refresh, read);
        }

        context.Report(error!, "KeySet");
        return new FixedKeys([]);
    }

    /// <summary>A file is read with the configuration, and again with it when it has changed.</summary>
    private static FixedKeys ReadFile(SignatureContext context, string path, Func<WebKey, ISignatureKey?>? read)
    {
        if (context.Config.KeySetRefresh is not null)
        {
            context.Report("has no effect with a file, which is read again when it changes.", "KeySetRefresh");
        }

        if (context.Stage.Files.Read(path, out var error) is not { } bytes)
        {
            context.Report(error, "KeySet");
            return new FixedKeys([]);
        }

        if (WebKeySet.Parse(bytes, out var problem) is not { } set)
        {
            context.Report($"the key set '{path}' {problem}", "KeySet");
            return new FixedKeys([]);
        }

        var keys = read is null ? [] : KeysOfSet.Read(set, read).Keys;
        if (read is not null && keys.Length == 0)
        {
            context.Report($"the key set '{path}' holds no key that fits the algorithm.", "KeySet");
        }

        return new FixedKeys(keys);
    }
}
