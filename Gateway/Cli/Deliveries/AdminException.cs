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
}
