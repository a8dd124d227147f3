namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Every hypothesis, in the order they are tried: what leaves least to doubt first, so that it names the mistake.</summary>
internal static class HypothesisCatalog
{
    public static IReadOnlyList<IHypothesis> All { get; } =
    [
        new FileHoldsMore(),          // the capture itself, before the gateway's configuration
        new SecretNotInForce(),       // everything is right but the time
        new HeaderTwice(),
        new HeaderRespelt(),
        new SecretSurroundings(),     // the secret: the most frequent mistake
        new SecretForm(),
        new OtherRoutesSecret(),
        new OtherRoute(),
        new StampFormat(),            // the scheme, where one word of the configuration mends it
        new SignatureWrittenOtherwise(),
        new OtherAlgorithm(),
        new HeaderOfAnotherVersion(),
        new StampElsewhere(),
        new BodyEnd(),                // what happened on the way
        new BodyLineEnds(),
        new BodyCharacters(),
        new BodyWrapped(),
        new JsonRewritten(),
        new FormRewritten(),
        new UrlDiffers(),
        new OtherProvider(),          // another scheme altogether
        new HeaderElsewhere(),
        new OtherContent(),
    ];
}
