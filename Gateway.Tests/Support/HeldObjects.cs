using System.Reflection;

namespace Gateway.Tests.Support;

/// <summary>What an object keeps alive, by its fields, its items and what its delegates are bound to, and how it does.</summary>
internal static class HeldObjects
{
    /// <summary>The ways to each object of a type that the root keeps alive, as the names of the types from there back to the root.</summary>
    public static IReadOnlyList<string> WaysTo<T>(object root)
    {
        var from = new Dictionary<object, object?>(ReferenceEqualityComparer.Instance) { [root] = null };
        var open = new Queue<object>([root]);
        var ways = new List<string>();
        while (open.TryDequeue(out var one))
        {
            if (one is T)
            {
                ways.Add(WayTo(one, from));
                continue; // And not on through it.
            }

            foreach (var held in HeldBy(one))
            {
                if (from.TryAdd(held, one))
                {
                    open.Enqueue(held);
                }
            }
        }

        return ways;
    }

    private static string WayTo(object? one, Dictionary<object, object?> from)
    {
        var names = new List<string>();
        for (; one is not null; one = from[one])
        {
            names.Add(one.GetType().Name);
        }

        return string.Join(" < ", names);
    }

    private static IEnumerable<object> HeldBy(object one) => one switch
    {
        string or MemberInfo or Module or Assembly => [],
        Delegate bound => bound.GetInvocationList().Select(each => each.Target).OfType<object>(),
        Array array when array.GetType().GetElementType()!.IsPrimitive => [],
        Array array => array.Cast<object?>().OfType<object>().SelectMany(item => item.GetType().IsValueType ? InFields(item) : [item]),
        _ => InFields(one),
    };

    private static IEnumerable<object> InFields(object one)
    {
        for (var type = one.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType.IsPrimitive || field.FieldType.IsEnum || field.FieldType.IsPointer || field.FieldType.IsByRefLike
                    || field.GetValue(one) is not { } value || value.GetType() == one.GetType() && value.GetType().IsValueType)
                {
                    continue;
                }

                if (!value.GetType().IsValueType)
                {
                    yield return value;
                    continue;
                }

                foreach (var held in InFields(value))
                {
                    yield return held;
                }
            }
        }
    }
}
