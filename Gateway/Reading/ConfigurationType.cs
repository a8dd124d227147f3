using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Gateway.Reading;

/// <summary>
/// A type that configuration is read into, with all that reading needs of it. The native build keeps nothing of a type that it
/// cannot see is used, so the compiler has to see each of them: as the argument of <see cref="Section{T}"/> or
/// <see cref="Value{T}"/>.
/// </summary>
internal sealed class ConfigurationType
{
    private readonly Func<object>? _create;
    private readonly PropertyInfo[] _properties;

    private ConfigurationType(
        Type type, Func<object>? create, PropertyInfo[] properties, Func<IList> createList, Func<IDictionary> createDictionary)
    {
        Type = type;
        _create = create;
        _properties = properties;
        CreateList = createList;
        CreateDictionary = createDictionary;
    }

    public Type Type { get; }

    /// <summary>Makes a list of it.</summary>
    public Func<IList> CreateList { get; }

    /// <summary>Makes a dictionary from keys of one's own to it.</summary>
    public Func<IDictionary> CreateDictionary { get; }

    /// <summary>The keys that it understands, as they are written.</summary>
    public IEnumerable<string> Keys => _properties.Select(property => property.Name);

    /// <summary>What a plain text in its place sets.</summary>
    public PropertyInfo? Scalar { get; private init; }

    /// <summary>An object with keys: a record whose properties are null where nothing is said.</summary>
    public static ConfigurationType Section<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>()
        where T : class, new()
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToArray();
        var scalar = typeof(T).GetCustomAttribute<ScalarAttribute>()?.Property;
        return new ConfigurationType(typeof(T), static () => new T(), properties, NewList<T>, NewDictionary<T>)
        {
            Scalar = scalar is null ? null : properties.Single(property => property.Name == scalar),
        };
    }

    /// <summary>What stands in lists and dictionaries, and has no keys.</summary>
    public static ConfigurationType Value<T>() => new(typeof(T), create: null, [], NewList<T>, NewDictionary<T>);

    public object Create() => _create!();

    /// <summary>The property of a key, in whatever case it is written; null if it has none.</summary>
    public PropertyInfo? Property(string key) =>
        Array.Find(_properties, property => string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase));

    private static List<T> NewList<T>() => [];

    private static Dictionary<string, T> NewDictionary<T>() => new(StringComparer.Ordinal);
}
