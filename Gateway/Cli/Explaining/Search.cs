using Gateway.Cli.Explaining.Hypotheses;

namespace Gateway.Cli.Explaining;

/// <summary>Looks for the mistake that explains a refused signature: bounded, in the order of the catalogue.</summary>
/// <param name="evidence">What is known.</param>
/// <param name="trial">Tells whether a suspicion is right.</param>
internal sealed class Search(Evidence evidence, SchemeTrial trial)
{
    /// <summary>Of what is left of the work, for each hypothesis but the last, which may have all.</summary>
    private const double Share = 0.25;

    /// <summary>The first suspicion that is right; null if none is.</summary>
    public async Task<Diagnosis?> RunAsync()
    {
        foreach (var (index, hypothesis) in HypothesisCatalog.All.Index())
        {
            evidence.Work.Begin(index == HypothesisCatalog.All.Count - 1 ? 1 : Share);
            foreach (var suspicion in hypothesis.Suspect(evidence))
            {
                if (await ProveAsync(suspicion) is { } proof)
                {
                    return new Diagnosis(suspicion, proof) { OnlyHere = await OtherCureAsync(suspicion) };
                }

                if (evidence.Work.IsSpent)
                {
                    break;
                }
            }
        }

        return null;
    }

    private async ValueTask<string?> ProveAsync(Suspicion suspicion)
    {
        if (suspicion.Proof is not null)
        {
            return suspicion.Proof;
        }

        return await trial.TryAsync(suspicion) is { } keyId
            ? $"with this changed, the signature is verified by the key '{keyId}'"
            : null;
    }

    /// <summary>
    /// Whether other schemes than the one that was found sign the same here, since what they differ in is empty: then this request
    /// cannot tell which is the provider's.
    /// </summary>
    private async ValueTask<string?> OtherCureAsync(Suspicion suspicion)
    {
        if (suspicion.Config?.Signature?.Content is not { } found || found == evidence.Signature.Content
            || (suspicion.Request ?? evidence.Request).Body.Length > 0)
        {
            return null;
        }

        foreach (var content in Ambiguity.OthersThan(found))
        {
            var other = suspicion with
            {
                Config = suspicion.Config with { Signature = suspicion.Config.Signature with { Content = content } },
                Proof = null,
            };
            if (await ProveAsync(other) is not null)
            {
                return $"the body is empty, so that '{PlainText.Template(found)}' and '{PlainText.Template(content)}' sign the same: "
                    + "this request cannot tell them apart. Look at one with a body before anything is changed";
            }
        }

        return null;
    }
}
