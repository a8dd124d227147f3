using Gateway.Outcomes;
using Gateway.Verification.Replay;
using Gateway.Verification.Signature.ClientCertificates;
using Gateway.Verification.Signature.Expectations;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Tenants;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>Compiles <c>Signature</c>. Every verified route has one, or says why nothing proves its sender.</summary>
internal static class SignatureCompiler
{
    /// <summary>The scheme, which also signs for the command line; null if there is none or a problem was reported.</summary>
    /// <param name="stage">Of the route.</param>
    /// <param name="config">The section.</param>
    /// <param name="hasReplay">Whether the route has a <c>Replay</c>.</param>
    /// <param name="timestamp">What <c>Replay</c> was compiled to.</param>
    /// <param name="publicUrl">The route's <c>PublicUrl</c>.</param>
    /// <param name="hasAllowList">Whether the route lists who may call.</param>
    /// <param name="tenant">The route's <c>Tenant</c>.</param>
    /// <param name="answersAnybody">Whether a challenge that anybody may send is answered with the route's own secrets.</param>
    public static SignatureScheme? ReadScheme(
        StageContext stage, SignatureConfig? config, bool hasReplay, TimestampPolicy? timestamp, string? publicUrl, bool hasAllowList,
        TenantConfig? tenant, bool answersAnybody)
    {
        if (config is null)
        {
            stage.Report(
                "is missing, so nothing would prove the sender; name a 'Provider', write the scheme out, or use "
                + "\"Algorithm\": \"none\" with a 'Reason' and an 'IpAllowList'.",
                "Signature");
            return null;
        }

        var context = new SignatureContext(stage, config) { HasReplay = hasReplay, Timestamp = timestamp, PublicUrl = publicUrl };
        context = context with { Tenants = TenantCompiler.Read(context, tenant, stage.Path) };
        if (config.Algorithm == SignatureAlgorithms.None)
        {
            ReportOpenRoute(context, hasAllowList);
            return null;
        }

        var certificate = ClientCertificateCompiler.Compile(context);
        if (config.Algorithm == SignatureAlgorithms.ClientCertificate)
        {
            ReportCertificateAlone(context);
            var said = ExpectationCompiler.Compile(context, signed: null);
            return certificate is null ? null : SignatureScheme.Of(certificate, said);
        }

        var algorithm = SignatureAlgorithms.Find(config.Algorithm);
        var place = algorithm?.From ?? config.From;
        if (place is null)
        {
            context.Report("is missing; say where the signature stands, e.g. \"header:X-Signature\".", "From");
        }

        var from = place is null ? null : ReadFrom(stage, place);
        if (config.Separator is { Length: not 1 })
        {
            context.Report("must be one character, e.g. \" \".", "Separator");
        }

        if (algorithm is null)
        {
            var found = config.Algorithm is null ? "is missing" : $"found '{config.Algorithm}'";
            context.Report($"{found}; expected {SignatureAlgorithms.Names}.", "Algorithm");
        }
        else
        {
            string[] common = algorithm.From is null ? ["From", "Prefix", "Separator", "Secrets", "ClientCertificate"] : ["Secrets", "ClientCertificate"];
            context.ReportWithoutEffect([.. common, .. algorithm.Settings]);
        }

        // Under a misspelt name most likely an HMAC, so that the other problems are told at once.
        var form = (algorithm ?? SignatureAlgorithms.Find("hmac-sha256")!).Compile(context);
        var check = CompileKeys(context, form);
        if (tenant is not null && answersAnybody)
        {
            stage.Report("cannot stand beside a challenge that is answered with the route's secret: there is none.", "Tenant");
        }

        var expected = ExpectationCompiler.Compile(context, form?.Signed);
        return from is null
            ? null
            : new SignatureScheme(
                from, config.Prefix ?? "", config.Separator is { Length: 1 } separator ? separator[0] : null, check,
                ExpectationCompiler.Cover(Covering(from, config, form), expected))
            {
                Certificate = certificate,
                Place = place!,
                IsExtensible = form?.IsExtensible == true,
                SignedTime = ReadSignedTime(context),
                BoundsSignedTime = stage.Monitored.Contains(StageName.Replay),
                Conditions = [.. Guards(form, answersAnybody), .. expected],
            };
    }

    public static SignatureStage? Compile(SignatureScheme? scheme) => scheme is null ? null : new SignatureStage(scheme);

    /// <summary>Without a form, keys of whichever kind: what is wrong with the references to them is reported all the same.</summary>
    private static ISenderCheck CompileKeys(SignatureContext context, IKeyForm? form) =>
        form?.CompileKeys(context)
        ?? new KeyedCheck<IContentKey>(KeySourceCompiler.Compile<IContentKey>(context, form: null), ContentVerifier.Instance);

    private static IProofCondition[] Guards(IKeyForm? form, bool answersAnybody) =>
        answersAnybody && form?.Content is { } content ? [new OracleGuard(content)] : [];

    /// <summary>
    /// Where one hash stands alone, its text cannot be changed either, and names the request. A public key's signature has
    /// no such text: of an ECDSA signature anybody can make a second one for the same content.
    /// </summary>
    private static SignedValues? Covering(IValueSource from, SignatureConfig config, IKeyForm? form) =>
        form is { IsOneText: true, Signed: { } signed } && config.Separator is null && from.StandsAlone
            ? signed with { Named = [.. signed.Named, from] }
            : form?.Signed;

    private static IValueSource? ReadFrom(StageContext stage, string from)
    {
        if (!from.Contains(" + ", StringComparison.Ordinal))
        {
            return stage.UnprovenSource(from, "Signature", "From");
        }

        var places = from.Split(" + ").Select(place => stage.UnprovenSource(place, "Signature", "From")).OfType<IValueSource>().ToList();
        return places.Count > 1 ? new EverySource(places) : null;
    }

    private static TimestampPolicy? ReadSignedTime(SignatureContext context)
    {
        if (context.Config.ValidAt != SecretTime.Signed)
        {
            return null;
        }

        if (!context.HasReplay)
        {
            context.Report("is \"Signed\", and nothing says when that was; write a 'Replay', whose 'MaxAge' bounds how long an ended secret counts.", "ValidAt");
        }
        else if (context.Timestamp?.WrittenAs is { } place
            && (place.Contains("jwt:", StringComparison.Ordinal) || place.Contains("signature:", StringComparison.Ordinal)))
        {
            context.Report("is \"Signed\", and that instant is not known before the signature is verified: this algorithm judges by when it was received.", "ValidAt");
        }

        return context.Timestamp;
    }

    private static void ReportCertificateAlone(SignatureContext context)
    {
        context.ReportWithoutEffect(["ClientCertificate"]);
        if (context.Config.ClientCertificate is null)
        {
            context.Report("is missing; say which certificates are the provider's, e.g. by 'Authorities' and 'Subjects'.", "ClientCertificate");
        }

        if (context.Timestamp is not null)
        {
            context.Stage.Report("needs a signature: a certificate signs no timestamp.", "Replay");
        }
    }

    private static void ReportOpenRoute(SignatureContext context, bool hasAllowList)
    {
        context.ReportWithoutEffect([]);
        if (string.IsNullOrWhiteSpace(context.Config.Reason))
        {
            context.Report("is required with the algorithm 'none': say why nothing proves the sender.", "Reason");
        }

        if (!hasAllowList)
        {
            context.Stage.Report("is required with the algorithm 'none': without either, anyone may call.", "IpAllowList");
        }

        if (context.Timestamp is not null)
        {
            context.Stage.Report("needs a signature: anyone can write a stamp that is not signed.", "Replay");
        }
    }
}
