namespace Gateway.Secrets;

/// <summary>One secret of a tenant.</summary>
/// <param name="Id">Its name in the log and in <c>X-Gateway-Key-Id</c>.</param>
/// <param name="Text">The secret itself.</param>
/// <param name="NotBefore">Not accepted before.</param>
/// <param name="NotAfter">Not accepted from this instant on.</param>
internal readonly record struct TenantSecret(string Id, string Text, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    public override string ToString() => $"secret '{Id}'"; // Never the text.
}
