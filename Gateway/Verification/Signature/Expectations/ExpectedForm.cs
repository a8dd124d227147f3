namespace Gateway.Verification.Signature.Expectations;

/// <summary>What a value is held to.</summary>
internal enum ExpectedForm
{
    /// <summary>It is one of some texts.</summary>
    Text,

    /// <summary><c>{absent}</c>: nothing stands there, not even an empty text.</summary>
    Absent,

    /// <summary><c>{one-element}</c>: a list of exactly one element.</summary>
    OneElement,
}
