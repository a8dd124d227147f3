namespace Gateway.Storage.Redis.Deliveries;

/// <summary>A content on its way, one command after the other: until the last is over, the client may read from it.</summary>
internal sealed class SentContent
{
    public Task Last { get; private set; } = Task.CompletedTask;

    public Task<T> Send<T>(Task<T> command)
    {
        Last = command;
        return command;
    }
}
