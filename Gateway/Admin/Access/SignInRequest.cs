namespace Gateway.Admin.Access;

/// <summary>What a browser signs in with.</summary>
internal sealed record SignInRequest
{
    public string? Token { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(SignInRequest);
}
