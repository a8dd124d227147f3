namespace Gateway.Intake;

/// <summary>What characters a text consists of: the most that is told of a value that may be secret, beside its length.</summary>
internal enum TextForm
{
    /// <summary>Anything, or nothing.</summary>
    Text,

    Digits,
    Hex,
    HexUpper,
    Base64,
    Base64Url,
}
