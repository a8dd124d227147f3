using System.Reflection;
using Gateway.Storage;

namespace Gateway.Tests.Alarms;

/// <summary>A store that answers or does not, as the test says.</summary>
public class ScriptedHealth : DispatchProxy
{
    public bool IsUp { get; set; } = true;

    /// <summary>Thrown in place of an answer; null for none.</summary>
    public Exception? Failure { get; set; }

    internal static (IStoreHealth Health, ScriptedHealth Script) New()
    {
        var health = Create<IStoreHealth, ScriptedHealth>();
        return (health, (ScriptedHealth)(object)health);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.ReturnType == typeof(string) ? "redis" : Failure is { } failure ? throw failure : new ValueTask<bool>(IsUp);
}
