namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>One kind of mistake that makes a genuine webhook look forged.</summary>
internal interface IHypothesis
{
    /// <summary>
    /// What may be wrong with this request, the likeliest first. A suspicion proves nothing until it has been tried; the
    /// next is only asked for when the one before it was wrong.
    /// </summary>
    IEnumerable<Suspicion> Suspect(Evidence evidence);
}
