using System.Reflection;
using Gateway.Storage;

namespace Gateway.Tests.Support;

/// <summary>Any port of the storage: every operation is answered with nothing, or not at all.</summary>
public class ScriptedStore : DispatchProxy
{
    /// <summary>Whether it answers.</summary>
    public bool IsUp { get; set; }

    /// <summary>Whether it says at once that it does not answer, before there is anything to wait for.</summary>
    public bool FailsAtOnce { get; set; }

    public static (object Port, ScriptedStore Script) Of(Type port)
    {
        var store = Create(port, typeof(ScriptedStore));
        return (store, (ScriptedStore)store);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        var failure = new StoreUnavailableException("down");
        if (!IsUp && FailsAtOnce)
        {
            throw failure;
        }

        if (targetMethod.ReturnType == typeof(ValueTask))
        {
            return new ValueTask(IsUp ? Task.CompletedTask : Task.FromException(failure));
        }

        var answer = targetMethod.ReturnType.GetGenericArguments()[0];
        return typeof(ScriptedStore).GetMethod(nameof(Answer), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(answer).Invoke(null, [IsUp ? null : failure]);
    }

    private static ValueTask<T> Answer<T>(Exception? failure) => failure is null ? new(default(T)!) : new(Task.FromException<T>(failure));
}
