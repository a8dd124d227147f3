using Gateway.Storage.Sqlite;

namespace Gateway.Tests.Support;

/// <summary>Holds the writer up, as a disk does that does not answer.</summary>
internal sealed class HangingRequest : SqliteRequest<bool>, IDisposable
{
    private readonly ManualResetEventSlim _answers = new();
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the writer stands still.</summary>
    public Task Hangs => _hangs.Task;

    public void GoOn() => _answers.Set();

    public override void Execute(SqliteSession session)
    {
        _hangs.TrySetResult();
        _answers.Wait();
    }

    public void Dispose() => _answers.Dispose();
}
