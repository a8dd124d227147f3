namespace Gateway.Storage.Redis;

/// <summary>What servers a connection leads to.</summary>
internal enum ConnectionKind
{
    /// <summary>None is connected yet.</summary>
    Unknown,

    /// <summary>One that has every key, with replicas or without.</summary>
    Single,

    /// <summary>Those of a Redis Cluster, each with the keys of its slots.</summary>
    Cluster,
}
