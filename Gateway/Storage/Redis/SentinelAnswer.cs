using System.Net;

namespace Gateway.Storage.Redis;

/// <summary>What a sentinel has said.</summary>
/// <param name="Epoch">The number of the failover by which its primary became one; below all of them without an answer.</param>
/// <param name="Primary">Null if it names none.</param>
internal readonly record struct SentinelAnswer(long Epoch, EndPoint? Primary)
{
    public SentinelAnswer(string failure)
        : this(-1, null) => Failure = failure;

    /// <summary>Why it names none.</summary>
    public string? Failure { get; }

    /// <summary>It has not answered in time.</summary>
    public bool IsSilent { get; init; }
}
