using System.Text;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Drift;

/// <summary>A value of an enumeration.</summary>
internal sealed record DeclaredValue(JsonConstant Constant)
{
    public Sighting Seen { get; } = new();

    /// <summary>As it stands in the schema.</summary>
    public string Text => Encoding.UTF8.GetString(Constant.View.Json);
}
