using System.Net;

namespace Gateway;

/// <summary>What the log says of a webhook.</summary>
internal readonly record struct WebhookLine
{
    /// <summary>Whether it was refused, and so is a warning.</summary>
    public required bool IsRefusal { get; init; }

    public required string Route { get; init; }

    public required string Outcome { get; init; }

    public required int StatusCode { get; init; }

    public required string Method { get; init; }

    /// <summary>Without the query.</summary>
    public required string Path { get; init; }

    public required string? Provider { get; init; }

    /// <summary>Of the route's cluster; null for what was not forwarded.</summary>
    public required string? Destination { get; init; }

    public required string Mode { get; init; }

    public required IPAddress? Client { get; init; }

    public required string? KeyId { get; init; }

    public required string? WebhookType { get; init; }

    public required string? WebhookId { get; init; }

    /// <summary>Of the body, received.</summary>
    public required int Bytes { get; init; }

    /// <summary>In milliseconds.</summary>
    public required double Elapsed { get; init; }

    public required string RequestId { get; init; }

    public required string? Stage { get; init; }

    /// <summary>In seconds.</summary>
    public required double? Age { get; init; }

    public required string? Detail { get; init; }

    /// <summary>Whose it is, or says it is; null in a route without tenants.</summary>
    public required string? Tenant { get; init; }
}
