namespace Gateway.Verification.Fetching;

/// <summary>What a provider publishes could not be fetched, or is not what it should be.</summary>
internal sealed class ProviderUnavailableException : Exception
{
    public ProviderUnavailableException()
    {
    }

    public ProviderUnavailableException(string message)
        : base(message)
    {
    }

    public ProviderUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The provider has answered, and will answer the same again: there is no such thing at that place.</summary>
    public bool IsFinal { get; init; }
}
