namespace Gateway.Admin;

/// <summary>A part of the API of the admin listener.</summary>
internal interface IAdminApi
{
    /// <param name="api">Below <c>/api</c>: whoever gets there has the token.</param>
    void Map(IEndpointRouteBuilder api);
}
