namespace Gateway.Tests.Support;

/// <summary>A test that needs the library of Standard Webhooks, which ./test.sh installs, and that is left out with a notice where it could not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StandardWebhooksFactAttribute : FactAttribute
{
    public StandardWebhooksFactAttribute() => Skip = Directory.Exists(Path.Combine(Modules, "standardwebhooks"))
        ? null!
        : "The library of Standard Webhooks is not installed: ./test.sh installs it, given node and a network.";

    public static string Modules => Repository.PathOf("artifacts", "standardwebhooks", "node_modules");
}
