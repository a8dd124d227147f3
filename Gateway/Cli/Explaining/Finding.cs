namespace Gateway.Cli.Explaining;

/// <summary>Something that is wrong, whatever the signature says.</summary>
/// <param name="Id">What it is called, the same in every version.</param>
/// <param name="Mistake">A sentence that names it.</param>
/// <param name="Cure">A sentence that says what to do.</param>
internal sealed record Finding(string Id, string Mistake, string Cure);
