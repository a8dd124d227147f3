using System.Text.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The gateway was given the whole of what a vault keeps, an object of JSON, and the secret is a member of it.</summary>
internal sealed class SecretInJson : IHypothesis
{
    private const int MostMembers = 32;

    public IEnumerable<Suspicion> Suspect(Evidence evidence) => evidence.Secrets.SelectMany(secret => Members(secret.Text).Select(member => new Suspicion(
        "secret-json",
        $"The gateway's secret '{secret.Id}' is an object of JSON, and its member '{PlainText.Of(member.Name)}' is the key that signed.",
        "Give the gateway the member alone (AWS Secrets Manager keeps pairs as an object: name the key of the one that is meant).")
    {
        Secrets = [secret],
        Text = _ => member.Value,
    }));

    private static List<(string Name, string Value)> Members(string text)
    {
        if (text.TrimStart() is not ['{', ..])
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
                .Take(MostMembers).Select(member => (member.Name, member.Value.GetString()!))];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
