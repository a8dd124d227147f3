using Gateway.JsonSchema.Drift;

namespace Gateway.Admin.Schemas;

/// <summary>One difference, for the command line and other programs.</summary>
/// <param name="Event">The event type whose schema it is; null for the schema of all others.</param>
/// <param name="Kind"><c>unknown</c> (a member that the schema does not know), or <c>member</c>, <c>type</c>, <c>value</c> that no webhook had.</param>
/// <param name="Place">A JSON pointer, with <c>*</c> for every element of an array and every member of a map.</param>
/// <param name="Name">The type or value.</param>
/// <param name="Count">How often it was seen.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
internal sealed record DriftFindingView(
    string? Event, string Kind, string Place, string? Name, long Count, DateTimeOffset? First, DateTimeOffset? Last)
{
    public static DriftFindingView Of(string eventType, DriftFinding finding) => new(
        eventType.Length == 0 ? null : eventType,
        finding.Kind switch
        {
            DriftKind.Unknown => "unknown",
            DriftKind.Member => "member",
            DriftKind.Type => "type",
            _ => "value",
        },
        finding.Place, finding.Name, finding.Count, finding.First, finding.Last);
}
