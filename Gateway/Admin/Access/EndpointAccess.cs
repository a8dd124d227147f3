namespace Gateway.Admin.Access;

/// <summary>How an endpoint says what it asks for.</summary>
internal static class EndpointAccess
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, AdminAccess access)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new NeededAccess(access));
}
