namespace Gateway.JsonSchema.Drift;

/// <summary>How schema and payloads differ.</summary>
internal enum DriftKind
{
    /// <summary>A member that payloads have and the schema does not know.</summary>
    Unknown,

    /// <summary>A member that the schema names and no payload had.</summary>
    Member,

    /// <summary>A type that the schema allows beside others, and no payload had.</summary>
    Type,

    /// <summary>A value of an enumeration that no payload had.</summary>
    Value,
}
