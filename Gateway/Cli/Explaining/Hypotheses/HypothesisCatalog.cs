namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Every hypothesis, in the order they are tried: what leaves least to doubt first, so that it names the mistake.</summary>
internal static class HypothesisCatalog
{
    public static IReadOnlyList<IHypothesis> All { get; } =
    [
        new RightAsItIs(),            // nothing is wrong with the signature
        new FileHoldsMore(),          // the capture itself, before the gateway's configuration
        new TypeDiffers(),
        new MessageDiffers(),         // what a token or a message signature says of itself
        new TokenDiffers(),
        new SecretNotInForce(),       // everything is right but the time
        new HeaderTwice(),
        new HeaderRespelt(),
        new SecretSurroundings(),     // the secret: the most frequent mistake
        new SecretForm(),
        new SecretOfNothing(),
        new SecretInJson(),
        new OtherRoutesSecret(),
        new OtherRoute(),
        new StampFormat(),            // the scheme, where one word of the configuration mends it
        new ValueMissing(),           // what the template takes, and the provider sends otherwise
        new SignatureWrittenOtherwise(),
        new SignatureSeen(isWide: false),
        new OtherAlgorithm(),
        new HeaderOfAnotherVersion(),
        new PlaceElsewhere(),
        new MultipartBody(),
        new StampElsewhere(),
        new BodyEnd(),                // what happened on the way
        new BodyLineEnds(),
        new BodyCharacters(),
        new FormRewritten(),
        new FormAsJson(),
        new BodyWrapped(),
        new UrlDiffers(),
        new SecretRewritten(),        // several things at once, and all that takes many trials
        new ValueWritten(),
        new StampDiffers(),
        new UnkeyedHash(),
        new OtherContent(),           // another scheme altogether
        new OtherProvider(),
        new HeaderElsewhere(),
        new ContentFields(),
        new SignatureSeen(isWide: true),
        new NumbersRounded(),
        new SecretTypo(),
        new JsonRewritten(),          // last: it may use up what work is left
    ];
}
