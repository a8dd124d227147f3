namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>One thing that is done to the text of a secret, on purpose or not.</summary>
/// <param name="Id">The id of the finding.</param>
/// <param name="What">For people: what was done to the gateway's copy to have the provider's.</param>
/// <param name="Make">The provider's text from the gateway's; null where there is nothing to do.</param>
internal sealed record SecretChange(string Id, string What, Func<string, string?> Make);
