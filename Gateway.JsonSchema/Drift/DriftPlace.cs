using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Drift;

/// <summary>One place of payloads: what all the schemas that may apply to it say together, and what was seen there.</summary>
/// <param name="parent">The place around it; null for the whole payload.</param>
/// <param name="name">The last part of its pointer.</param>
/// <param name="nodes">The schemas.</param>
internal sealed class DriftPlace(DriftPlace? parent, string name, SchemaNode[] nodes)
{
    private readonly Dictionary<string, Sighting> _unknown = new(StringComparer.Ordinal);

    /// <summary>Where it is. Put together when it is asked for: kept, it would be most of what a place takes.</summary>
    public string Pointer => parent is null ? "" : $"{parent.Pointer}/{name}";

    public int PointerLength { get; } = parent is null ? 0 : parent.PointerLength + 1 + name.Length;

    public SchemaNode[] Nodes => nodes;

    public Sighting Seen { get; } = new();

    /// <summary>Whether it is laid out; that is done when a payload first has it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether an object was there, whose members could have been.</summary>
    public bool HadObject { get; set; }

    public IReadOnlyList<DeclaredType> Types { get; set; } = [];

    public IReadOnlyList<DeclaredValue> Values { get; set; } = [];

    /// <summary>The names that the schema knows; a rule's bit is its place's index.</summary>
    public PropertyTable Names { get; set; } = new([]);

    public IReadOnlyList<DriftPlace?> Members { get; set; } = [];

    /// <summary>Patterns that names may match.</summary>
    public IReadOnlyList<PatternRule> Patterns { get; set; } = [];

    /// <summary>What stands behind names that match a pattern, or that an open schema describes; null where that says nothing.</summary>
    public DriftPlace? AnyMember { get; set; }

    /// <summary>Any name is expected: the schema describes members that it does not name, or names none at all.</summary>
    public bool IsMap { get; set; }

    /// <summary>All elements of arrays.</summary>
    public DriftPlace? Items { get; set; }

    public IReadOnlyDictionary<string, Sighting> Unknown => _unknown;

    public void SeeUnknown(string name, DateTimeOffset at, DriftLimits limits)
    {
        if (!_unknown.TryGetValue(name, out var seen))
        {
            if (!limits.TryTakeUnknown(_unknown.Count))
            {
                return;
            }

            _unknown[name] = seen = new Sighting();
        }

        seen.See(at);
    }
}
