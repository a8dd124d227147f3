namespace Gateway.Admin.Access;

/// <summary>One browser that has signed in.</summary>
/// <param name="TokenHash">Of the token that it signed in with: it may what that one may, as long as it is in force.</param>
/// <param name="EndsAt">When it ends.</param>
internal sealed record AdminSession(byte[] TokenHash, DateTimeOffset EndsAt);
