using Gateway.Outcomes;

namespace Gateway.Tests.Conventions.References;

/// <summary>Where a type stands in the drawings: its folder is its namespace.</summary>
internal static class Places
{
    /// <summary>What stands in no folder.</summary>
    public const string Root = "(root)";

    /// <summary>The first of all, which is in no namespace either.</summary>
    public const string Program = "Program";

    private static readonly HashSet<string> Stages = [.. Enum.GetNames<StageName>()];

    /// <summary>The top-level folder; null for what is not of the gateway.</summary>
    public static string? FolderOf(TypeName type) => type.Namespace.Split('.') switch
    {
        [""] => type.Name == Program ? Program : null,
        ["Gateway"] => Root,
        ["Gateway", var folder, ..] => folder,
        _ => null,
    };

    /// <summary>The stage whose folder it is; null for what is no stage's.</summary>
    public static string? StageOf(TypeName type) =>
        type.Namespace.Split('.') is ["Gateway", "Verification", var stage, ..] && Stages.Contains(stage) ? stage : null;

    /// <summary>The references from one place to another.</summary>
    public static IReadOnlySet<(string From, string To)> Between(
        IEnumerable<(TypeName From, TypeName To)> references, Func<TypeName, string?> placeOf) =>
        references.Select(reference => (From: placeOf(reference.From), To: placeOf(reference.To)))
            .Where(arrow => arrow.From is not null && arrow.To is not null && arrow.From != arrow.To)
            .Select(arrow => (arrow.From!, arrow.To!))
            .ToHashSet();
}
