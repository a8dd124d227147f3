using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Gateway.Tests.Conventions.References;

/// <summary>
/// Which type of an assembly refers to which other, read from what was compiled: base types, attributes, signatures, constraints and
/// the bodies of methods. What stands in a type, and what the compiler makes of its methods, counts as the outermost type.
/// </summary>
/// <remarks>A constant leaves no trace here: its value is copied to where it is used.</remarks>
internal sealed class CompiledReferences : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly TypeCollector _collector;
    private readonly HashSet<(TypeName From, TypeName To)> _found = [];
    private TypeName _from;

    private CompiledReferences(Stream assembly)
    {
        _file = new PEReader(assembly);
        _metadata = _file.GetMetadataReader();
        _collector = new TypeCollector(_metadata, to => _found.Add((_from, to)));
    }

    public static IReadOnlySet<(TypeName From, TypeName To)> Read(Stream assembly)
    {
        using var references = new CompiledReferences(assembly);
        foreach (var type in references._metadata.TypeDefinitions)
        {
            references._from = references._collector.NameOf(type);
            references.ReadType(references._metadata.GetTypeDefinition(type));
        }

        return references._found;
    }

    public void Dispose() => _file.Dispose();

    private void ReadType(TypeDefinition type)
    {
        _collector.Visit(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            _collector.Visit(_metadata.GetInterfaceImplementation(implemented).Interface);
        }

        ReadAttributes(type.GetCustomAttributes());
        ReadConstraints(type.GetGenericParameters());
        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            _ = field.DecodeSignature(_collector, genericContext: null);
            ReadAttributes(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_metadata.GetPropertyDefinition))
        {
            _ = property.DecodeSignature(_collector, genericContext: null);
            ReadAttributes(property.GetCustomAttributes());
        }

        foreach (var happening in type.GetEvents().Select(_metadata.GetEventDefinition))
        {
            _collector.Visit(happening.Type);
            ReadAttributes(happening.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            ReadMethod(method);
        }
    }

    private void ReadMethod(MethodDefinition method)
    {
        _ = method.DecodeSignature(_collector, genericContext: null);
        ReadAttributes(method.GetCustomAttributes());
        ReadConstraints(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters())
        {
            ReadAttributes(_metadata.GetParameter(parameter).GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return; // abstract, or not of this assembly
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _ = _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_collector, genericContext: null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            _collector.Visit(region.CatchType);
        }

        foreach (var token in MethodTokens.In(body.GetILReader()))
        {
            _collector.Visit(token);
        }
    }

    private void ReadConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters.Select(_metadata.GetGenericParameter))
        {
            ReadAttributes(parameter.GetCustomAttributes());
            foreach (var constraint in parameter.GetConstraints())
            {
                _collector.Visit(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            _collector.Visit(attribute.Constructor);
            _ = attribute.DecodeValue(_collector); // with the types that it names
        }
    }
}
