namespace Gateway.Admin.Access;

/// <summary>What an endpoint of the admin listener asks for; metadata of it.</summary>
/// <param name="Access">The least that is enough.</param>
internal sealed record NeededAccess(AdminAccess Access)
{
    /// <summary>Of an endpoint that says nothing: what is forgotten is closed, not open.</summary>
    public const AdminAccess Undeclared = AdminAccess.Act;

    public static AdminAccess Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<NeededAccess>()?.Access ?? Undeclared;
}
