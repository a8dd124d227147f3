using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Gateway.Tests.Conventions.References;

/// <summary>Passes on every type that a token or a signature leads to, however deep it stands there, by its outermost type.</summary>
internal sealed class TypeCollector(MetadataReader metadata, Action<TypeName> found)
    : ISignatureTypeProvider<TypeName, object?>, ICustomAttributeTypeProvider<TypeName>
{
    private static readonly TypeName Nothing = new("", "");

    /// <summary>A type, a member, or a method or type with its arguments.</summary>
    public void Visit(EntityHandle token)
    {
        if (token.IsNil)
        {
            return;
        }

        switch (token.Kind)
        {
            case HandleKind.TypeDefinition:
                found(NameOf((TypeDefinitionHandle)token));
                break;
            case HandleKind.TypeReference:
                found(NameOf((TypeReferenceHandle)token));
                break;
            case HandleKind.TypeSpecification:
                _ = metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(this, genericContext: null);
                break;
            case HandleKind.MethodDefinition:
                Visit(metadata.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Visit(metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                VisitMember(metadata.GetMemberReference((MemberReferenceHandle)token));
                break;
            case HandleKind.MethodSpecification:
                var method = metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                Visit(method.Method);
                _ = method.DecodeSignature(this, genericContext: null);
                break;
            case HandleKind.StandaloneSignature:
                _ = metadata.GetStandaloneSignature((StandaloneSignatureHandle)token).DecodeMethodSignature(this, genericContext: null);
                break;
            default:
                throw new NotSupportedException($"{token.Kind}");
        }
    }

    public TypeName NameOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? NameOf(outer)
            : new TypeName(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public TypeName GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Found(NameOf(handle));

    public TypeName GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Found(NameOf(handle));

    public TypeName GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    /// <summary>What an attribute names by <c>typeof</c>, with its arguments in brackets and their assemblies behind commas.</summary>
    public TypeName GetTypeFromSerializedName(string name)
    {
        foreach (var part in name.Split(['[', ']', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            found(TypeName.Parse(part));
        }

        return Nothing;
    }

    public TypeName GetSystemType() => new("System", "Type");

    public bool IsSystemType(TypeName type) => type == GetSystemType();

    /// <summary>Of an attribute's argument. Were it not this, its value would not be decoded, which is an exception.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(TypeName type) => PrimitiveTypeCode.Int32;

    public TypeName GetPrimitiveType(PrimitiveTypeCode typeCode) => Nothing;

    public TypeName GetGenericInstantiation(TypeName genericType, ImmutableArray<TypeName> typeArguments) => genericType;

    public TypeName GetGenericMethodParameter(object? genericContext, int index) => Nothing;

    public TypeName GetGenericTypeParameter(object? genericContext, int index) => Nothing;

    public TypeName GetModifiedType(TypeName modifier, TypeName unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeName GetArrayType(TypeName elementType, ArrayShape shape) => elementType;

    public TypeName GetSZArrayType(TypeName elementType) => elementType;

    public TypeName GetByReferenceType(TypeName elementType) => elementType;

    public TypeName GetPointerType(TypeName elementType) => elementType;

    public TypeName GetPinnedType(TypeName elementType) => elementType;

    public TypeName GetFunctionPointerType(MethodSignature<TypeName> signature) => signature.ReturnType;

    private TypeName NameOf(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope)
            : new TypeName(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private TypeName Found(TypeName type)
    {
        found(type);
        return type;
    }

    private void VisitMember(MemberReference member)
    {
        Visit(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            _ = member.DecodeMethodSignature(this, genericContext: null);
        }
        else
        {
            _ = member.DecodeFieldSignature(this, genericContext: null);
        }
    }
}
