using System.Text;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Drift;

/// <summary>A value of an enumeration.</summary>
internal sealed record DeclaredValue(JsonConstant Constant)
{
    public Sighting Seen { get; } = new();

    /// <summary>As it stands in the schema, cut.</summary>
    public string Text => Cut(Encoding.UTF8.GetString(Constant.View.Json));

    private static string Cut(string text) => text.Length <= DriftLimits.LongestName ? text : string.Concat(text.AsSpan(0, DriftLimits.LongestName), "\u2026");
}
