namespace Gateway.Cli.Deliveries;

/// <summary>The running gateway could not be asked, or refused; the message is for people.</summary>
internal sealed class AdminException : Exception
{
    public AdminException()
    {
    }

    public AdminException(string message)
        : base(message)
    {
    }

    public AdminException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How the command ends: 1, or 2 where it was the command line that was wrong.</summary>
    public int ExitCode { get; init; } = 1;
}
