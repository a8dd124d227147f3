namespace Gateway.Forwarding;

/// <summary>
/// What YARP calls the clusters of one configuration, by the names that are configured. Travels as metadata of the endpoints, so
/// that route and clusters are of one configuration.
/// </summary>
internal sealed class ClusterNames(IReadOnlyDictionary<string, string> ids)
{
    /// <summary>YARP's id of the cluster; null if there is no such cluster.</summary>
    public string? Find(string name) => ids.GetValueOrDefault(name);
}
