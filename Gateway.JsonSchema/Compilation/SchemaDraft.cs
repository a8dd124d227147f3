namespace Gateway.JsonSchema.Compilation;

/// <summary>The drafts that are spoken; one bit each.</summary>
[Flags]
internal enum SchemaDraft
{
    None = 0,
    Draft7 = 1,
    Draft202012 = 2,
    Both = Draft7 | Draft202012,
}
