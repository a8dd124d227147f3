using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>What an object holds, by its fields: how many bytes, and which texts. The garbage collector would count other tests as well.</summary>
internal sealed class ObjectGraph
{
    private const int Header = 16;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public long Bytes { get; private set; }

    public List<string> Texts { get; } = [];

    /// <param name="root">Where it begins.</param>
    /// <param name="others">What holds a part of it anyway, which is not counted.</param>
    public static ObjectGraph Of(object root, object others)
    {
        var graph = new ObjectGraph();
        graph.Walk(others);
        graph.Bytes = 0;
        graph.Texts.Clear();
        graph.Walk(root);
        return graph;
    }

    private void Walk(object root)
    {
        var open = new Stack<object>([root]);
        while (open.TryPop(out var next))
        {
            if (_seen.Add(next))
            {
                Count(next, open);
            }
        }
    }

    private void Count(object one, Stack<object> open)
    {
        if (one is string text)
        {
            Texts.Add(text);
            Bytes += Header + 6 + (2L * text.Length);
        }
        else if (one is Array array)
        {
            var element = array.GetType().GetElementType()!;
            Bytes += Header + 8 + ((long)array.Length * SizeOf(element));
            if (array is byte[] bytes)
            {
                Texts.Add(Encoding.UTF8.GetString(bytes));
            }
            else if (!element.IsPrimitive)
            {
                foreach (var item in array)
                {
                    Follow(item, element, open);
                }
            }
        }
        else
        {
            Bytes += Header;
            CountFields(one, open, counts: true);
        }
    }

    private void CountFields(object one, Stack<object> open, bool counts)
    {
        foreach (var field in FieldsOf(one.GetType()))
        {
            Bytes += counts ? SizeOf(field.FieldType) : 0;
            if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer)
            {
                Follow(field.GetValue(one), field.FieldType, open);
            }
        }
    }

    private void Follow(object? value, Type declared, Stack<object> open)
    {
        if (value is null or Type or Delegate)
        {
            return;
        }

        if (declared.IsValueType)
        {
            CountFields(value, open, counts: false);
        }
        else
        {
            open.Push(value);
        }
    }

    private static int SizeOf(Type type) =>
        !type.IsValueType ? 8
        : type.IsPrimitive || type.IsEnum ? (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!
        : FieldsOf(type).Sum(field => Math.Max(SizeOf(field.FieldType), 4));

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
