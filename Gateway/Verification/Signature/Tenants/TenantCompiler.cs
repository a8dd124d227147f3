using System.Globalization;
using System.Text;
using Gateway.Secrets;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>Compiles <c>Tenant</c>, and the source in <c>Signature:Secrets</c> that it needs.</summary>
internal static class TenantCompiler
{
    /// <summary>Looked at while a configuration is compiled; the others are when they are asked for.</summary>
    private const int Checked = 1000;

    private const int MostTold = 10;

    /// <summary>The route's tenants; null if it has none, or a problem was reported.</summary>
    public static TenantContext? Read(SignatureContext context, TenantConfig? config, string? path)
    {
        var secrets = context.Config.Secrets ?? [];
        var index = secrets.ToList().FindIndex(secret => secret.IsOfTenants);
        var at = index.ToString(CultureInfo.InvariantCulture);
        if (config is null)
        {
            if (index >= 0)
            {
                context.Report("needs a 'Tenant' that says whose secret is tried, e.g. { \"From\": \"path:tenant\" }.", "Secrets", at);
            }

            return null;
        }

        var place = ReadPlace(context, config, path);
        if (index < 0)
        {
            context.Report($"must say where the secrets of tenants are: {TenantSourceCompiler.Forms}.", "Secrets");
            return null;
        }

        if (secrets.Count > 1 || secrets[index] is not { Id: null, Value: null, NotBefore: null, NotAfter: null })
        {
            context.Report("stands alone: the secrets of tenants come from one place, which says their ids and when they count.", "Secrets");
        }

        if (context.Config.KeySet is not null || context.Config.Certificate is not null)
        {
            context.Report("has no effect beside 'KeySet' and 'Certificate'.", "Secrets", at);
        }

        var source = TenantSourceCompiler.Compile(context, secrets[index], at);
        return place is null || source is null ? null : new TenantContext(place, source);
    }

    /// <summary>What tries them, with keys of the route's form.</summary>
    public static ISenderCheck Compile<TKey>(SignatureContext context, TenantContext tenants, KeyForm<TKey> form)
        where TKey : class, ISignatureKey
    {
        var keys = new TenantKeys<TKey>(form.Read, tenants.Place.NamesKey);
        var (key, prefix) = (context.Config.Key, context.Config.KeyPrefix);
        SecretJudgement judge = text => Judge(keys, text, key, prefix);
        var now = context.Stage.Services.Clock.GetUtcNow();
        var place = 0;
        foreach (var tenant in tenants.Source.Tenants.From(ref place, Checked))
        {
            var name = Encoding.ASCII.GetString(tenant.Name);
            var secrets = tenant.ReadSecrets();
            foreach (var secret in secrets)
            {
                if (judge(secret.Text) is { Remark.Length: > 0 } fitness)
                {
                    context.Stage.Warn($"the secret '{secret.Id}' of the tenant '{name}' {fitness.Remark}", "Signature", "Secrets");
                }
            }

            if (tenant.Mode == TenantMode.Monitor && context.Stage.Queues)
            {
                context.Stage.Warn(
                    $"the tenant '{name}' has the Mode \"Monitor\", and the route queues, which takes only what is verified: it is judged as the others.",
                    "Signature", "Secrets");
            }

            if (!tenant.IsDisabled && SecretTimes.RemarkOn(secrets, now) is { Length: > 0 } remark)
            {
                context.Stage.Warn($"the secrets of the tenant '{name}' {remark}", "Signature", "Secrets");
            }
        }

        var unreadable = tenants.Source.Unreadable;
        foreach (var (name, problem) in unreadable.OrderBy(one => one.Key, StringComparer.Ordinal).Take(MostTold))
        {
            var counts = tenants.Source.Tenants.TryFind(name, out _) ? "It counts as it was before." : "It is none.";
            context.Stage.Warn($"the tenant '{name}' {problem} {counts}", "Signature", "Secrets");
        }

        if (unreadable.Count > MostTold)
        {
            context.Stage.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{unreadable.Count - MostTold} more tenants cannot be read, beside the {MostTold} that are named; 'gateway tenants unreadable {context.Stage.Route}' names all while the gateway runs."),
                "Signature", "Secrets");
        }

        if (tenants.Source is { IsWhole: true, Tenants.Count: 0 })
        {
            context.Stage.Warn("have no tenant yet: every webhook is refused.", "Signature", "Secrets");
        }

        return new TenantCheck<TKey>(tenants.Source, tenants.Place, keys, form.Verifier, context.Stage.Queues) { Judge = judge };
    }

    private static SecretFitness Judge<TKey>(TenantKeys<TKey> keys, string text, string? form, string? prefix)
        where TKey : class, ISignatureKey =>
        keys.TryRead(text, out var problem) is null ? new SecretFitness(false, problem)
        : new SecretFitness(true, Reading.SecretStrength.IsShort(text, form, prefix) ? Reading.SecretStrength.Warning : "");

    private static TenantPlace? ReadPlace(SignatureContext context, TenantConfig config, string? path)
    {
        if (config.From is not { } from || TenantPlace.Parse(from, path) is not { } place)
        {
            var found = config.From is null ? "is missing" : $"found '{config.From}'";
            context.Stage.Report($"{found}; expected {TenantPlace.Forms}.", "Tenant", "From");
            return null;
        }

        if (place.Segment is { } segment && path?.Contains($"{{{segment}}}", StringComparison.Ordinal) != true)
        {
            context.Stage.Report($"'{from}' is no part of 'Match.Path', which is '{path}': write {{{segment}}} there.", "Tenant", "From");
        }

        if (place.Algorithm is { } algorithm && context.Config.Algorithm != algorithm)
        {
            context.Stage.Report($"'{from}' needs the algorithm '{algorithm}'.", "Tenant", "From");
        }

        return place;
    }
}
