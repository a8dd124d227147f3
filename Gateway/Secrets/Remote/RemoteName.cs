namespace Gateway.Secrets.Remote;

/// <summary>A name that somebody has asked for, and what came of it. Guarded by its own lock.</summary>
internal sealed class RemoteName(string name)
{
    public string Name { get; } = name;

    /// <summary>Whether the last answer was a tenant.</summary>
    public bool IsTenant { get; set; }

    /// <summary>When it was last said what it is; null for never.</summary>
    public long? AnsweredAt { get; set; }

    /// <summary>When there was no answer since.</summary>
    public long? FailedAt { get; set; }

    /// <summary>The last question.</summary>
    public Task? Question { get; set; }

    /// <summary>Since it was last looked whether it is still of use.</summary>
    public bool WasUsed { get; set; }
}
