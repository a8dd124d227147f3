namespace Gateway.Verification.Signature.KeySets;

/// <summary>A key set could not be fetched, or is none.</summary>
internal sealed class KeySetUnavailableException : Exception
{
    public KeySetUnavailableException()
    {
    }

    public KeySetUnavailableException(string message)
        : base(message)
    {
    }

    public KeySetUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
