using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The sender has no secret, and signed with what its program writes in the place of one: nothing, a word, or the name of a variable.</summary>
internal sealed class SecretOfNothing : IHypothesis
{
    private static readonly string[] Words =
    [
        "", "undefined", "null", "None", "nil", "NULL", "NaN", "false", "true", "[object Object]", "secret", "changeme", "change-me", "test", "password", "your-secret",
        "your_secret", "your-webhook-secret", "your_webhook_secret", "YOUR_WEBHOOK_SECRET", "webhook_secret", "WEBHOOK_SECRET", "whsec_test", "whsec_test_secret", "mysecret", "my-secret", "example",
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Direct is not { TakesKeys: true } direct)
        {
            yield break;
        }

        var names = evidence.Secrets.Select(secret => secret.Config.Value).OfType<string>()
            .Select(reference => reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..])
            .SelectMany(name => (string[])[name, "$" + name, $"${{{name}}}", $"{{{{{name}}}}}", $"{{{{ {name} }}}}", $"%{name}%", "process.env." + name, "env:" + name]);
        foreach (var word in Words.Concat(names).Distinct(StringComparer.Ordinal))
        {
            if (direct.IsSignedBy(Encoding.UTF8.GetBytes(word)))
            {
                yield return new Suspicion(
                    word.Length == 0 ? "secret-empty" : "secret-placeholder",
                    word.Length == 0 ? "The sender has signed with an empty key: it has no secret." : $"The sender has signed with the key '{word}': it has no secret, but a word or a name in its place.",
                    "Set the secret at the sender: its variable is not set there, or was never filled in. Whoever knows of this can sign as well.")
                {
                    Proof = "the signature is the HMAC with that key",
                };
            }
        }
    }
}
