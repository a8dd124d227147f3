using System.Collections.Frozen;

namespace Gateway.Reading;

/// <summary>All types of one configuration.</summary>
internal sealed class ConfigurationTypes(params IEnumerable<ConfigurationType> types)
{
    private readonly FrozenDictionary<Type, ConfigurationType> _types = types.ToFrozenDictionary(type => type.Type);

    public IEnumerable<Type> All => _types.Keys;

    /// <summary>Null for a type that is not among them.</summary>
    public ConfigurationType? Find(Type type) => _types.GetValueOrDefault(type);

    /// <exception cref="InvalidOperationException">It is not listed, which in the native build would be too late to notice.</exception>
    public ConfigurationType this[Type type] => _types.TryGetValue(type, out var found)
        ? found
        : throw new InvalidOperationException($"{type} is to be listed among the types that configuration is read into.");
}
