namespace Gateway.Tests.Support;

/// <summary>A test that needs Ajv, which ./test.sh installs, and that is left out with a notice where it could not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AjvFactAttribute : FactAttribute
{
    public AjvFactAttribute() =>
        Skip = Directory.Exists(Path.Combine(Modules, "ajv")) ? null! : "Ajv is not installed: ./test.sh installs it, given node and a network.";

    public static string Modules => Repository.PathOf("artifacts", "ajv", "node_modules");
}
