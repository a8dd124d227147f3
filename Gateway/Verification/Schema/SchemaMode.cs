namespace Gateway.Verification.Schema;

/// <summary>What becomes of a body that does not fit its schema.</summary>
internal enum SchemaMode
{
    /// <summary>It is refused.</summary>
    Enforce,

    /// <summary>It is counted, logged and let through: to try a schema on what really comes.</summary>
    Warn,
}
