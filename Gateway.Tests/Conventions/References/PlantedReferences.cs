using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;

namespace Gateway.Tests.Conventions.References;

/// <summary>Small assemblies in which a type of Storage refers to one of Admin, at each of the places where a reference may stand.</summary>
internal static class PlantedReferences
{
    public static readonly (TypeName From, TypeName To) Planted = (new("Gateway.Storage", "Planted"), new("Gateway.Admin", "Target"));

    private static readonly Dictionary<string, Action<TypeBuilder, TypeBuilder>> Kinds = new(StringComparer.Ordinal)
    {
        ["a base type"] = (from, to) => from.SetParent(to),
        ["a base type's argument"] = (from, to) => from.SetParent(typeof(List<>).MakeGenericType(to)),
        ["an interface's argument"] = (from, to) => from.AddInterfaceImplementation(typeof(IComparable<>).MakeGenericType(to)),
        ["a field"] = (from, to) => from.DefineField("F", to, FieldAttributes.Public),
        ["a field's array"] = (from, to) => from.DefineField("F", to.MakeArrayType().MakeArrayType(2), FieldAttributes.Public),
        ["a field's argument"] = (from, to) => from.DefineField("F", typeof(Dictionary<,>).MakeGenericType(typeof(int), to), FieldAttributes.Public),
        ["a property"] = (from, to) => from.DefineProperty("P", PropertyAttributes.None, to, Type.EmptyTypes),
        ["an event"] = (from, to) => from.DefineEvent("E", EventAttributes.None, to),
        ["a parameter"] = (from, to) => Body(from.DefineMethod("M", MethodAttributes.Public, typeof(void), [to]), _ => { }),
        ["a parameter by reference"] = (from, to) => Body(from.DefineMethod("M", MethodAttributes.Public, typeof(void), [to.MakeByRefType()]), _ => { }),
        ["an answer"] = (from, to) => Body(from.DefineMethod("M", MethodAttributes.Public, to, []), il => il.Emit(OpCodes.Ldnull)),
        ["a type's constraint"] = (from, to) => from.DefineGenericParameters("T")[0].SetBaseTypeConstraint(to),
        ["a method's constraint"] = (from, to) =>
        {
            var method = from.DefineMethod("M", MethodAttributes.Public);
            method.DefineGenericParameters("T")[0].SetBaseTypeConstraint(to);
            Body(method, _ => { });
        },
        ["an attribute"] = (from, to) => from.SetCustomAttribute(new CustomAttributeBuilder(Constructor(to), [])),
        ["an attribute of a parameter"] = (from, to) =>
        {
            var method = from.DefineMethod("M", MethodAttributes.Public, typeof(void), [typeof(int)]);
            method.DefineParameter(1, ParameterAttributes.None, "p").SetCustomAttribute(new CustomAttributeBuilder(Constructor(to), []));
            Body(method, _ => { });
        },
        ["an attribute's typeof"] = (from, to) => from.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(DebuggerTypeProxyAttribute).GetConstructor([typeof(Type)])!, [typeof(List<>).MakeGenericType(to)])),
        ["new, in a body"] = InBody((il, to) => il.Emit(OpCodes.Newobj, Constructor(to))),
        ["a call, in a body"] = InBody((il, to) => il.Emit(OpCodes.Call, Method(to))),
        ["a field, in a body"] = InBody((il, to) => il.Emit(OpCodes.Ldsfld, to.DefineField("S", typeof(int), FieldAttributes.Public | FieldAttributes.Static))),
        ["typeof, in a body"] = InBody((il, to) => il.Emit(OpCodes.Ldtoken, to)),
        ["is, in a body behind a switch"] = InBody((il, to) =>
        {
            il.Emit(OpCodes.Ldc_I4_0);
            var ends = new[] { il.DefineLabel(), il.DefineLabel(), il.DefineLabel() };
            il.Emit(OpCodes.Switch, ends);
            Array.ForEach(ends, il.MarkLabel);
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Isinst, to);
        }),
        ["a method's argument, in a body"] = InBody((il, to) => il.Emit(OpCodes.Call, typeof(Array).GetMethod(nameof(Array.Empty))!.MakeGenericMethod(to))),
        ["a type's argument, in a body"] = InBody((il, to) => il.Emit(OpCodes.Newobj, TypeBuilder.GetConstructor(
            typeof(List<>).MakeGenericType(to), typeof(List<>).GetConstructor(Type.EmptyTypes)!))),
        ["a variable, in a body"] = InBody((il, to) => il.DeclareLocal(to)),
        ["what is caught, in a body"] = InBody((il, to) =>
        {
            il.BeginExceptionBlock();
            il.BeginCatchBlock(to);
            il.EndExceptionBlock();
        }),
        ["a call, in the body of a nested type"] = (from, to) =>
        {
            var nested = from.DefineNestedType("Nested").DefineNestedType("Deeper");
            InBody((il, target) => il.Emit(OpCodes.Call, Method(target)))(nested, to);
            ((TypeBuilder)nested.DeclaringType!).CreateType();
            nested.CreateType();
        },
    };

    public static IEnumerable<string> All => Kinds.Keys;

    public static IReadOnlySet<(TypeName From, TypeName To)> Read(string kind)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("planted"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("planted");
        var to = module.DefineType($"{Planted.To.Namespace}.{Planted.To.Name}", TypeAttributes.Public, typeof(Attribute));
        var from = module.DefineType($"{Planted.From.Namespace}.{Planted.From.Name}", TypeAttributes.Public | TypeAttributes.Abstract);
        Kinds[kind](from, to);
        to.CreateType();
        from.CreateType();
        using var file = new MemoryStream();
        assembly.Save(file);
        file.Position = 0;
        return CompiledReferences.Read(file);
    }

    private static ConstructorBuilder Constructor(TypeBuilder type) => type.DefineDefaultConstructor(MethodAttributes.Public);

    private static MethodBuilder Method(TypeBuilder type)
    {
        var method = type.DefineMethod("Called", MethodAttributes.Public | MethodAttributes.Static);
        Body(method, _ => { });
        return method;
    }

    private static Action<TypeBuilder, TypeBuilder> InBody(Action<ILGenerator, TypeBuilder> write) => (from, to) =>
        Body(from.DefineMethod("M", MethodAttributes.Public | MethodAttributes.Static), il => write(il, to));

    private static void Body(MethodBuilder method, Action<ILGenerator> write)
    {
        var il = method.GetILGenerator();
        write(il);
        il.Emit(OpCodes.Ret);
    }
}
