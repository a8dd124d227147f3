using System.CommandLine;
using System.Text.Json;
using Gateway.Admin.Tenants;
using Gateway.Cli.Deliveries;

namespace Gateway.Cli.Tenants;

/// <summary><c>gateway tenants unreadable</c>: those that a start and the log name only the first of.</summary>
internal static class UnreadableCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var (which, list) = (new TenantArguments(), new ListOptions());
        var command = new Command("unreadable", "One line for each tenant of a route that cannot be read, wherever its secrets come from, and why.")
        {
            which.Route, config,
        };
        list.AddTo(command, hasOrder: false);
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            await list.ShowAsync(result, console, $"{which.RoutePath(result)}/unreadable", choice: "", async query =>
            {
                var page = await client.GetAsync(query, TenantsJson.Default.UnreadableTenantList, cancellation);
                foreach (var tenant in page.Tenants)
                {
                    foreach (var line in list.IsJson(result) ? [JsonSerializer.Serialize(tenant, TenantsJson.Default.UnreadableTenantView)] : Lines(tenant))
                    {
                        await console.Output.WriteLineAsync(line);
                    }
                }

                return (page.Tenants.Count, page.Next);
            });
            return 0;
        }));
        return command;
    }

    private static IEnumerable<string> Lines(UnreadableTenantView tenant) =>
        WrappedText.Lines("", "  ", [tenant.Tenant, .. $"{tenant.Problem} {(tenant.InForce ? "It counts as it was before." : "It is none.")}".Split(' ')]);
}
