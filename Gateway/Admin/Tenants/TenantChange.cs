using System.Text.Json.Serialization;

namespace Gateway.Admin.Tenants;

/// <summary>What is to be true of a tenant from now on; what is left out stays as it is. One that is misspelt is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TenantChange
{
    /// <summary>The secret's name; one that is there is replaced. Default <c>default</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The secret itself. Left out, <see cref="NotBefore"/> and <see cref="NotAfter"/> are those of the one that is there.</summary>
    public string? Secret { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>When all other secrets of the tenant end that would not have ended before.</summary>
    public DateTimeOffset? OthersEnd { get; init; }

    /// <summary><c>Enforce</c>, <c>Monitor</c>, or <c>OfRoute</c> for as the route says.</summary>
    public string? Mode { get; init; }

    public bool? Disabled { get; init; }

    /// <summary>Without the secret: it must not stand in what somebody writes to a log.</summary>
    public override string ToString() => $"a change of the secret '{Id}'";
}
