using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Gateway.Tests.Conventions;

/// <summary>Which types the compiled code of an assembly tests a value for: by <c>is</c>, <c>as</c>, <c>switch</c>, a cast, <c>typeof</c> or <c>OfType</c>.</summary>
internal static class TestedTypes
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>Each type of the assembly, closures and state machines counted to the type they stand in, with what it tests for.</summary>
    public static IEnumerable<(Type Tester, Type Tested)> In(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in ((MethodBase[])[.. type.GetMethods(Declared), .. type.GetConstructors(Declared)])
        from tested in In(method)
        where tested != type // A record compares itself.
        select (Outermost(type), tested);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> In(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineType or OperandType.InlineTok or OperandType.InlineMethod)
            {
                foreach (var tested in Tested(code, method, BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at))))
                {
                    yield return tested;
                }
            }

            at += Length(code.OperandType, il.AsSpan(at));
        }
    }

    private static Type[] Tested(OpCode code, MethodBase method, int token)
    {
        if (code != OpCodes.Isinst && code != OpCodes.Castclass && code != OpCodes.Unbox_Any && code != OpCodes.Ldtoken
            && code.OperandType != OperandType.InlineMethod)
        {
            return [];
        }

        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : [];
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type tested => [tested],
            MethodInfo { Name: "OfType" or "Cast", IsGenericMethod: true } called => called.GetGenericArguments(),
            _ => [],
        };
    }

    private static int Length(OperandType operand, ReadOnlySpan<byte> il) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(il)),
        _ => 4,
    };
}
