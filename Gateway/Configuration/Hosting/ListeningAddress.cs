namespace Gateway.Configuration.Hosting;

/// <summary>Where webhooks are received when nothing says it.</summary>
internal static class ListeningAddress
{
    /// <summary>As the container's, and not Kestrel's port 5000, on which the first backend of many a machine listens.</summary>
    public const string Default = "http://localhost:8080";

    /// <summary>Whether one of the settings that Kestrel reads names an address or a port.</summary>
    public static bool IsNamed(IConfiguration configuration) =>
        configuration["urls"] is { Length: > 0 }
        || configuration["http_ports"] is { Length: > 0 }
        || configuration["https_ports"] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
