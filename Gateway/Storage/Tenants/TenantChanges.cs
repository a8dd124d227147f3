namespace Gateway.Storage.Tenants;

/// <summary>What has changed behind a number.</summary>
/// <param name="Epoch">Of the numbers: where it is another, all begin anew, and what is known is to be forgotten.</param>
/// <param name="Last">The number of the last change.</param>
/// <param name="Routes">Those of whose tenants one was changed.</param>
internal sealed record TenantChanges(string Epoch, long Last, IReadOnlyList<string> Routes);
