using System.Text;

namespace Gateway.JsonSchema.Rules;

/// <summary>What a schema says about one name that it knows.</summary>
internal sealed class PropertyRule
{
    private readonly byte[] _utf8;

    public PropertyRule(string name)
    {
        (Name, _utf8) = (name, Encoding.UTF8.GetBytes(name));
        Hash = (uint)SeededHash.Of(_utf8);
    }

    /// <summary>One of the same name, which says nothing yet.</summary>
    public PropertyRule(PropertyRule named) => (Name, Hash, _utf8) = (named.Name, named.Hash, named._utf8);

    public string Name { get; }

    public uint Hash { get; }

    /// <summary>From <c>properties</c>.</summary>
    public SchemaNode? Schema { get; set; }

    /// <summary>From <c>patternProperties</c>: which patterns match is known beforehand.</summary>
    public SchemaNode[] PatternSchemas { get; set; } = [];

    /// <summary>Which bit to set when the name is seen, or -1 when nobody asks.</summary>
    public int Bit { get; set; } = -1;

    public bool IsNamed => Schema is not null || PatternSchemas.Length > 0;

    public bool Is(ReadOnlySpan<byte> json, in JsonToken token) =>
        token.IsEscaped
            ? JsonText.AreEqual(token.Raw(json), aEscaped: true, _utf8, bEscaped: false)
            : token.Raw(json).SequenceEqual(_utf8);
}
