namespace Gateway.Storage;

/// <summary>A store did not answer within its deadline, refused the command, or is full.</summary>
internal sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Over when the store reads and writes nothing any more of what it was given: a disk that hangs may be at it still when its
    /// caller has been told.
    /// </summary>
    public Task Released { get; init; } = Task.CompletedTask;
}
