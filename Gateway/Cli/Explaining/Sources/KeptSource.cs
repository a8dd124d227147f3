using Gateway.Admin.Captures;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli.Explaining.Sources;

/// <summary>Asks the running gateway for a request that it has kept.</summary>
internal static class KeptSource
{
    private const string Api = "/api/captures";

    /// <summary>The newest that was kept.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="requestId">Of the request; null for any.</param>
    /// <param name="route">Of its route; null for any.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="AdminException">There is none, or no answer.</exception>
    public static async Task<CaptureSheet> FindAsync(AdminClient client, string? requestId, string? route, CancellationToken cancellation)
    {
        var query = $"{Api}?newest=true&limit=1{Part("requestId", requestId)}{Part("route", route)}";
        var list = await client.GetAsync(query, CaptureJson.Default.CaptureList, cancellation);
        if (list.Captures is not [var first, ..])
        {
            var which = (requestId is null ? "" : $" with the id '{requestId}'") + (route is null ? "" : $" of the route '{route}'");
            throw new AdminException(
                $"The gateway has kept no request{which}: it keeps what is refused behind address checks and budgets, within the bounds of 'Gateway:Captures', and what 'Capture' of the route says.")
            {
                ExitCode = GatewayCommand.WrongConfiguration,
            };
        }

        return await client.GetAsync($"{Api}/{first.Id}", CaptureJson.Default.CaptureSheet, cancellation);
    }

    private static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
