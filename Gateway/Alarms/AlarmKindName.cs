using System.Text.Json;

namespace Gateway.Alarms;

/// <summary>What kinds are called in configuration and notices: <c>success_rate</c>.</summary>
internal static class AlarmKindName
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<AlarmKind>().Select(Of)];

    public static string Of(AlarmKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind; null if there is none of that name.</summary>
    public static AlarmKind? Parse(string name)
    {
        foreach (var kind in Enum.GetValues<AlarmKind>())
        {
            if (All[(int)kind] == name)
            {
                return kind;
            }
        }

        return null;
    }
}
