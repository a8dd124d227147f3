using System.CommandLine;
using System.Text.Json;
using Gateway.Admin.Tenants;
using Gateway.Cli.Deliveries;
using Gateway.Cli.Tenants;

namespace Gateway.Cli;

/// <summary><c>gateway tenants</c>: the tenants of the running gateway that are in its store, and their secrets.</summary>
internal static class TenantsCommand
{
    public static Command Create(Func<string, string?> environment) => new("tenants", "List and change the tenants in the store, and list those that cannot be read, wherever they are.")
    {
        CreateList(environment),
        UnreadableCommand.Create(environment),
        CreateAdd(environment),
        CreateRotate(environment),
        CreateSwitch("disable", "Accept nothing of a tenant any more, and keep its secrets.", isDisabled: true, environment),
        CreateSwitch("enable", "Accept a tenant's webhooks again.", isDisabled: false, environment),
        CreateRemove(environment),
    };

    private static Command CreateList(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var (which, list) = (new TenantArguments(), new ListOptions());
        var command = new Command("list", "One line for each tenant of a route, and one for each of its secrets: never the secret.") { which.Route, config };
        list.AddTo(command);
        command.SetAction((result, cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
        {
            await list.ShowAsync(result, console, which.RoutePath(result), choice: "", async query =>
            {
                var page = await client.GetAsync(query, TenantsJson.Default.TenantList, cancellation);
                foreach (var tenant in page.Tenants)
                {
                    await WriteAsync(console, list.IsJson(result) ? [JsonSerializer.Serialize(tenant, TenantsJson.Default.TenantView)] : TenantTable.Lines(tenant));
                }

                return (page.Tenants.Count, page.Next);
            });
            return 0;
        }));
        return command;
    }

    private static Command CreateAdd(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var (which, secret) = (new TenantArguments(), new SecretOptions());
        var command = new Command("add", "Add a secret to a tenant, which is made if there is none.") { which.Route, which.Tenant, config };
        secret.AddTo(command);
        command.Options.Add(secret.NotBefore);
        command.Options.Add(secret.NotAfter);
        command.SetAction((result, cancellation) => secret.Read(result, environment, out var problem) is { } change
            ? PutAsync(result, config, environment, which, change, cancellation)
            : AdminCommand.RefuseAsync(result, problem));
        return command;
    }

    private static Command CreateRotate(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var (which, secret) = (new TenantArguments(), new SecretOptions());
        var overlap = new Option<string>("--overlap")
        {
            Description = "How long the tenant's other secrets count yet, e.g. 36h. Default: 24h.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "24h",
        };
        var command = new Command("rotate", "Add a secret to a tenant, and have its others end.") { which.Route, which.Tenant, overlap, config };
        secret.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            if (Reading.DurationText.Parse(result.GetRequiredValue(overlap)) is not { } time || time < TimeSpan.Zero || time.TotalDays > 366)
            {
                return AdminCommand.RefuseAsync(result, "--overlap is a time such as 36h, and no more than a year.");
            }

            return secret.Read(result, environment, out var problem) is { } change
                ? PutAsync(result, config, environment, which, change with { OthersEnd = TimeProvider.System.GetUtcNow() + time }, cancellation)
                : AdminCommand.RefuseAsync(result, problem);
        });
        return command;
    }

    private static Command CreateSwitch(string name, string description, bool isDisabled, Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var which = new TenantArguments();
        var command = new Command(name, description) { which.Route, which.Tenant, config };
        command.SetAction((result, cancellation) => PutAsync(result, config, environment, which, new TenantChange { Disabled = isDisabled }, cancellation));
        return command;
    }

    private static Command CreateRemove(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var which = new TenantArguments();
        var id = new Argument<string?>("ID") { Description = "One secret; without it --all.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "The tenant with all its secrets." };
        var command = new Command("remove", "Remove a secret of a tenant, or the tenant.") { which.Route, which.Tenant, id, all, config };
        command.SetAction((result, cancellation) => (result.GetValue(id) is null) != result.GetValue(all)
            ? AdminCommand.RefuseAsync(result, "Say which: the ID of one secret, or --all.")
            : AdminCommand.RunAsync(result, config, environment, async (client, console) =>
            {
                var query = result.GetValue(id) is { } one ? $"id={Uri.EscapeDataString(one)}" : "all=true";
                var left = await client.DeleteAsync($"{which.SecretsPath(result)}?{query}", TenantsJson.Default.TenantView, cancellation);
                await WriteAsync(console, left is null ? ["Removed: the route has no such tenant any more."] : TenantTable.Lines(left));
                return 0;
            }));
        return command;
    }

    private static Task<int> PutAsync(
        ParseResult result, Option<string> config, Func<string, string?> environment, TenantArguments which, TenantChange change,
        CancellationToken cancellation) => AdminCommand.RunAsync(result, config, environment, async (client, console) =>
    {
        var view = await client.PutAsync(
            which.SecretsPath(result), change, TenantsJson.Default.TenantChange, TenantsJson.Default.TenantView, cancellation);
        await WriteAsync(console, TenantTable.Lines(view));
        foreach (var warning in view.Warnings)
        {
            await console.Error.WriteLineAsync($"warning: {TerminalText.Of(warning)}");
        }

        return 0;
    });

    private static async Task WriteAsync(InvocationConfiguration console, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await console.Output.WriteLineAsync(line);
        }
    }
}
