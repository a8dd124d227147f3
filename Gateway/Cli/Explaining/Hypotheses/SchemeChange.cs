using Gateway.Verification.Signature;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>One thing that the route asks of a token or a message signature, and that this one is not.</summary>
/// <param name="Id">The finding.</param>
/// <param name="Mistake">A sentence that names it, without its end.</param>
/// <param name="Cure">What to do, without the sentence's end.</param>
/// <param name="Make">The scheme that asks for what is there.</param>
internal sealed record SchemeChange(string Id, string Mistake, string Cure, Func<SignatureConfig, SignatureConfig> Make)
{
    /// <summary>When it would have been right; null where that is not what is wrong.</summary>
    public DateTimeOffset? Instant { get; init; }

    /// <summary>The name that the key would have; null where it is not the name.</summary>
    public string? KeyName { get; init; }

    /// <summary>Whether it is right without its body alone, which it does not cover.</summary>
    public bool LeavesBodyOut { get; init; }

    /// <summary>What is wrong, as far as it can be seen.</summary>
    public Finding Seen => new(Id, $"{Mistake}.", $"{Cure}.");

    /// <summary>All of these at once.</summary>
    public static SchemeChange Together(IReadOnlyList<SchemeChange> changes) => new(
        changes[0].Id,
        string.Join("; and ", changes.Select(change => change.Mistake)),
        string.Join(". ", changes.Select(change => change.Cure)),
        signature => changes.Aggregate(signature, (changed, change) => change.Make(changed)))
    {
        Instant = changes.Select(change => change.Instant).FirstOrDefault(instant => instant is not null),
        KeyName = changes.Select(change => change.KeyName).FirstOrDefault(name => name is not null),
        LeavesBodyOut = changes.Any(change => change.LeavesBodyOut),
    };

    /// <summary>Each alone, then all of them.</summary>
    public static IEnumerable<Suspicion> Suspect(IReadOnlyList<SchemeChange> changes, Evidence evidence)
    {
        foreach (var change in changes)
        {
            yield return change.On(evidence);
        }

        if (changes.Count > 1)
        {
            yield return Together(changes).On(evidence);
        }
    }

    private Suspicion On(Evidence evidence) => new(Id, $"{Mistake}.", $"{Cure}.")
    {
        Config = evidence.Config with { Signature = Make(evidence.Signature) },
        Instant = Instant,
        Request = LeavesBodyOut ? evidence.Request.WithBody([]) : null,
        Secrets = KeyName is null
            ? null
            : [.. evidence.Secrets.Select(secret => new KnownSecret(secret.Route, secret.Config with { Id = KeyName }, secret.Text))],
    };
}
