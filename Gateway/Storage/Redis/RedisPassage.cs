namespace Gateway.Storage.Redis;

/// <summary>What a <see cref="RedisBarrier"/> has found out.</summary>
/// <param name="History">The primary's, by its replication id.</param>
/// <param name="Replicas">How many have what that primary had carried out.</param>
internal sealed record RedisPassage(string History, int Replicas);
