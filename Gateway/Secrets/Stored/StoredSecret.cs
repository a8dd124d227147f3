namespace Gateway.Secrets.Stored;

/// <summary>One secret of a tenant as it is stored, encrypted.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">The secret itself.</param>
/// <param name="NotBefore">Not accepted before; null for no bound.</param>
/// <param name="NotAfter">Not accepted from this instant on; null for no bound.</param>
/// <param name="AddedAt">When it was added.</param>
internal sealed record StoredSecret(string Id, string Text, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, DateTimeOffset AddedAt)
{
    public override string ToString() => $"secret '{Id}'"; // Never the text.
}
