namespace Gateway.Admin;

/// <summary>A part of the API of the admin listener.</summary>
internal interface IAdminApi
{
    /// <param name="api">Below <c>/api</c>. Each endpoint says what it <see cref="Access.EndpointAccess.Needs"/>; one that does not is for who may act.</param>
    void Map(IEndpointRouteBuilder api);
}
