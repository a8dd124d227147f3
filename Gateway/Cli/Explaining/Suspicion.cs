using Gateway.Configuration;

namespace Gateway.Cli.Explaining;

/// <summary>One mistake that would explain the refusal, and what must have been otherwise if it does.</summary>
/// <param name="Id">What it is called, the same in every version: for scripts, and to look it up.</param>
/// <param name="Mistake">A sentence that names it.</param>
/// <param name="Cure">A sentence that says what to do.</param>
internal sealed record Suspicion(string Id, string Mistake, string Cure)
{
    /// <summary>The request as it would have been signed; null for the captured one.</summary>
    public CapturedRequest? Request { get; init; }

    /// <summary>The scheme by which it would have been signed; null for the route's.</summary>
    public VerificationConfig? Config { get; init; }

    /// <summary>The secrets, one of which would have signed; null for the route's own.</summary>
    public IReadOnlyList<KnownSecret>? Secrets { get; init; }

    /// <summary>What the secret's text would have been; null from it where there is nothing to try. Null for the text as it is.</summary>
    public Func<string, string?>? Text { get; init; }

    /// <summary>When it would have been judged; null for the instant that was asked for.</summary>
    public DateTimeOffset? Instant { get; init; }

    /// <summary>Whether a secret that is not in force counts too.</summary>
    public bool IgnoresValidity { get; init; }

    /// <summary>How it was proven already, where the gateway's own verification could not: what no route can be configured to accept.</summary>
    public string? Proof { get; init; }
}
