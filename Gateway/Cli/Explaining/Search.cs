using Gateway.Cli.Explaining.Hypotheses;

namespace Gateway.Cli.Explaining;

/// <summary>Looks for the mistake that explains a refused signature: bounded, in the order of the catalogue.</summary>
/// <param name="evidence">What is known.</param>
/// <param name="trial">Tells whether a suspicion is right.</param>
internal sealed class Search(Evidence evidence, SchemeTrial trial)
{
    // Together well below a minute: each trial hashes the body once, or a few times where there are more secrets.
    private const int MaxTrials = 5000;
    private const long MaxHashedBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>How many suspicions were tried.</summary>
    public int Trials { get; private set; }

    /// <summary>Whether it ended before all of them were.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The first suspicion that is right; null if none is.</summary>
    public async Task<Diagnosis?> RunAsync()
    {
        var hashed = 0L;
        foreach (var hypothesis in HypothesisCatalog.All)
        {
            foreach (var suspicion in hypothesis.Suspect(evidence))
            {
                hashed += (suspicion.Request ?? evidence.Request).Body.Length;
                if (Trials == MaxTrials || hashed > MaxHashedBytes)
                {
                    IsCutShort = true;
                    return null;
                }

                Trials++;
                if (await trial.TryAsync(suspicion) is { } keyId)
                {
                    return new Diagnosis(suspicion, keyId);
                }
            }
        }

        return null;
    }
}
