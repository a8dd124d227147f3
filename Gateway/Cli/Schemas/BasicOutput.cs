using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.JsonSchema;

namespace Gateway.Cli.Schemas;

/// <summary>The output format "basic" of JSON Schema 2020-12, section 12.4.2.</summary>
internal static class BasicOutput
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="instance">As it was named; a member that the standard leaves free.</param>
    /// <param name="violations">What does not fit.</param>
    public static string Of(string instance, IReadOnlyList<SchemaViolation> violations)
    {
        var output = new JsonObject { ["instance"] = instance, ["valid"] = violations.Count == 0 };
        if (violations.Count > 0)
        {
            output["errors"] = new JsonArray([.. violations.Select(violation => new JsonObject
            {
                ["keywordLocation"] = violation.KeywordLocation,
                ["instanceLocation"] = violation.InstanceLocation,
                ["error"] = violation.Message,
            })]);
        }

        return Plain(output.ToJsonString(Readable)) + Environment.NewLine;
    }

    /// <summary>Without letters that the encoder leaves and that turn a terminal's direction: they stand in texts alone.</summary>
    private static string Plain(string json)
    {
        if (!json.Any(IsFormat))
        {
            return json;
        }

        var plain = new StringBuilder();
        foreach (var letter in json)
        {
            _ = IsFormat(letter) ? plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : plain.Append(letter);
        }

        return plain.ToString();
    }

    private static bool IsFormat(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.Format;
}
