using Gateway.Admin;
using Gateway.Reading;

namespace Gateway.Configuration.Hosting;

/// <summary>Reports what is wrong with the sections of ASP.NET Core, and with where the process would listen.</summary>
internal static class HostingCheck
{
    /// <summary>The listeners, that of the administration included.</summary>
    /// <param name="raw">The configuration.</param>
    /// <param name="files">Reads what it names.</param>
    /// <param name="urls">Of the command line.</param>
    /// <param name="admin">The admin listener.</param>
    /// <param name="problems">Where problems go.</param>
    public static IReadOnlyList<Listener> Check(
        RawConfiguration raw, ConfigurationFiles files, string? urls, AdminSettings admin, ProblemList problems)
    {
        KestrelCompiler.Check(new SectionContext(raw.Node.At("Kestrel"), problems, files));
        CheckTexts(raw.Node, problems);
        var listeners = new ListenerCompiler(raw, urls, problems).Compile();
        var own = new Listener(admin.Url.Host.Trim('[', ']'), admin.Url.Port, "$.Gateway.Admin.Url");
        if (listeners.FirstOrDefault(own.Excludes) is { } taken)
        {
            problems.Add(
                raw.Node.At("Gateway", "Admin", "Url"),
                $"has the port {own.Port}, on which webhooks are received ({taken.Named}): the two listeners need a port each.");
        }

        return [.. listeners, own];
    }

    private static void CheckTexts(ConfigurationNode root, ProblemList problems)
    {
        foreach (var key in (string[])["Urls", "AllowedHosts"])
        {
            if (root.Child(key) is { } node && !node.IsNull && (node.Children.Count > 0 || node.Kind is not (System.Text.Json.JsonValueKind.String or System.Text.Json.JsonValueKind.Undefined)))
            {
                problems.AddMalformed(node, "is one text; several stand in it with semicolons between them.");
            }
        }

        if (root.Child("AllowedHosts")?.Value is { } hosts
            && hosts.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .FirstOrDefault(host => host.AsSpan().ContainsAny("/, @")) is { } wrong)
        {
            problems.Add(root.At("AllowedHosts"), $"'{wrong}' is no host; write names alone, with semicolons between them, or \"*\".");
        }
    }
}
