using Gateway.Secrets;
using Gateway.Secrets.Stored;

namespace Gateway.Admin.Tenants;

/// <summary>Makes of a tenant what a change asks for. Carried out anew where somebody else was faster.</summary>
/// <param name="asked">The change.</param>
/// <param name="route">Whose.</param>
/// <param name="now">When a secret is added.</param>
internal sealed class TenantEdit(TenantChange asked, TenantRoute route, DateTimeOffset now)
{
    /// <summary>Why nothing was changed; empty if it could be.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Whether there was no such tenant or secret.</summary>
    public bool IsOfNone { get; private set; }

    /// <summary>The changed tenant; the one that is, if it cannot be so.</summary>
    public StoredTenant? Apply(StoredTenant? before)
    {
        (Problem, IsOfNone) = ("", false);
        var id = asked.Id ?? TenantRecord.OnlyId;
        var secrets = (before ?? StoredTenant.New).Secrets.ToList();
        var at = secrets.FindIndex(secret => secret.Id == id);
        var mode = before?.Mode ?? TenantMode.OfRoute;
        var isMode = asked.Mode is null || (Enum.GetNames<TenantMode>().Contains(asked.Mode, StringComparer.Ordinal) && Enum.TryParse(asked.Mode, out mode));
        var namesSecret = asked is not { Id: null, NotBefore: null, NotAfter: null };
        if (asked is { Secret: null, OthersEnd: null, Mode: null, Disabled: null } && !namesSecret)
        {
            return Refuse(before, "Say what is to change: secret, notBefore, notAfter, othersEnd, mode or disabled.");
        }

        if (!isMode)
        {
            return Refuse(before, $"'mode' is {string.Join(", ", Enum.GetNames<TenantMode>())}.");
        }

        if (asked.Secret is null && (before is null || (namesSecret && at < 0)))
        {
            IsOfNone = true;
            return Refuse(before, before is null ? "There is no such tenant: its first 'secret' makes one." : $"The tenant has no secret '{id}'.");
        }

        if (ProblemOfSecret(id, at < 0 && secrets.Count == TenantRecord.MostSecrets) is { Length: > 0 } problem)
        {
            return Refuse(before, problem);
        }

        if (asked.OthersEnd is { } end)
        {
            secrets = [.. secrets.Select(secret => secret.Id == id || secret.NotAfter <= end || secret.NotBefore >= end ? secret : secret with { NotAfter = end })];
        }

        Put(secrets, at, id);
        return secrets.Exists(secret => secret.NotAfter <= secret.NotBefore)
            ? Refuse(before, "'notAfter' is not after 'notBefore': the secret would never count.")
            : new StoredTenant(mode, asked.Disabled ?? before?.IsDisabled ?? false, secrets);
    }

    private void Put(List<StoredSecret> secrets, int at, string id)
    {
        if (asked.Secret is { } text)
        {
            var secret = new StoredSecret(id, text, asked.NotBefore, asked.NotAfter, now);
            if (at < 0)
            {
                secrets.Add(secret);
            }
            else
            {
                secrets[at] = secret;
            }
        }
        else if (asked.NotBefore is not null || asked.NotAfter is not null)
        {
            secrets[at] = secrets[at] with { NotBefore = asked.NotBefore ?? secrets[at].NotBefore, NotAfter = asked.NotAfter ?? secrets[at].NotAfter };
        }
    }

    private string ProblemOfSecret(string id, bool isOneTooMany)
    {
        if (asked.Secret is not { } text)
        {
            return "";
        }

        if (!TenantName.IsValid(id))
        {
            return $"'id' is {TenantName.Form}.";
        }

        if (isOneTooMany)
        {
            return $"The tenant has {TenantRecord.MostSecrets} secrets, which is the most: remove one first.";
        }

        var problem = SecretText.ProblemOf(text) is { Length: > 0 } form ? form : route.Judge(text) is { IsKey: false } unfit ? unfit.Remark : "";
        return problem.Length > 0 ? $"The secret {problem}" : "";
    }

    private StoredTenant? Refuse(StoredTenant? before, string problem)
    {
        Problem = problem;
        return before;
    }
}
