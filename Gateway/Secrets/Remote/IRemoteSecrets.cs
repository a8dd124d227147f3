namespace Gateway.Secrets.Remote;

/// <summary>Where tenants are asked for one by one.</summary>
internal interface IRemoteSecrets
{
    /// <summary>What it is called in messages, and never a secret.</summary>
    string Name { get; }

    /// <summary>Asks for one tenant. That it cannot be asked is an answer.</summary>
    /// <param name="tenant">A valid name.</param>
    /// <param name="cancellation">Ends the asking.</param>
    Task<RemoteAnswer> AskAsync(string tenant, CancellationToken cancellation);
}
