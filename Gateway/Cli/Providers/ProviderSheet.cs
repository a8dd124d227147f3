using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Sending;
using Gateway.Verification.Handshake;

namespace Gateway.Cli.Providers;

/// <summary>One provider in full: what is checked, what to know, and a route to paste.</summary>
internal static class ProviderSheet
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ProviderFacts facts)
    {
        var config = facts.Config;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{facts.Name} ({facts.Id}), {facts.Status}");
        Line(text, "also called", config.Info?.Aliases is { } aliases ? string.Join(", ", aliases) : null);
        Line(text, "documentation", config.Info?.Documentation);
        Line(text, "source", config.Info?.Source);
        text.AppendLine().AppendLine("Checked");
        Line(text, "signature", $"{facts.Algorithm}{(facts.Content is { } content ? $" of {Visible(content)}" : "")}");
        Line(text, "stands in", Place(facts));
        Line(text, "certificate", facts.Signature.Certificate is { } certificate ? $"named by {certificate.Url}, at {string.Join(" or ", certificate.Allowed ?? [])}" : null);
        Line(text, "timestamp", config.Replay is { } replay ? $"{replay.Timestamp}, at most {replay.MaxAge ?? TimeSpan.FromMinutes(5):c} old" : null);
        Line(text, "event type", config.Events?.Type);
        Line(text, "event types", SampleRequest.Find(facts.Id)?.EventTypes is { Count: > 0 } types ? $"{string.Join(", ", types)} (of 'gateway send --event')" : null);
        Line(text, "event id", facts.EventId);
        Line(text, "content types", config.Body?.ContentTypes is { } media ? string.Join(", ", media) : null);
        Line(text, "handshakes", config.Handshake is { Count: > 0 } handshakes ? handshakes.Count.ToString(CultureInfo.InvariantCulture) : null);
        Line(text, "retries for", config.Info?.RetryHorizon?.ToString("c"));
        Line(text, "addresses", config.Info?.AddressRanges);
        if (config.Info?.Notes is { Count: > 0 } notes)
        {
            text.AppendLine().AppendLine("To know");
            foreach (var note in notes)
            {
                text.Append("  - ").AppendLine(note);
            }
        }

        return text.AppendLine().AppendLine("A route to paste below ReverseProxy.Routes").AppendLine(Route(facts)).ToString();
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append("  ").Append(name.PadRight(14)).AppendLine(value);
        }
    }

    private static string Place(ProviderFacts facts) =>
        facts.Signature.From is not { } from ? "(the route says where)"
        : facts.Signature.Prefix is { Length: > 0 } prefix ? $"{from}, behind '{prefix}'"
        : from;

    private static string Visible(string content) => content.Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Route(ProviderFacts facts)
    {
        var variable = facts.Id.ToUpperInvariant().Replace('-', '_');
        var handshakes = facts.Config.Handshake ?? [];
        var verification = new JsonObject { ["Provider"] = facts.Id };
        if (NeedsUrl(facts))
        {
            verification["PublicUrl"] = $"https://hooks.example.org/webhooks/{facts.Id}";
        }

        if (facts.Algorithm == "none")
        {
            verification["IpAllowList"] = new JsonArray("203.0.113.0/24");
        }
        else
        {
            verification["Signature"] = Signature(facts, variable);
            if (facts is { Signature.From: null, Algorithm: not "http-message-signatures" })
            {
                verification["Signature"]!["From"] = "header:X-Webhook-Token";
            }
        }

        foreach (var (path, example) in facts.Config.Info?.Needs ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Write(verification, path.Split('.'), example);
        }

        if (handshakes.Any(NeedsSecret))
        {
            verification["Handshake"] = new JsonObject { ["Secret"] = $"env:{variable}_VERIFY_TOKEN" };
        }

        string[] methods = [.. (facts.Config.Info?.Methods ?? ["POST"]).Concat(handshakes.Select(handshake => handshake.Method).OfType<string>()).Distinct(StringComparer.Ordinal)];
        var route = new JsonObject
        {
            ["ClusterId"] = "backend",
            ["Match"] = new JsonObject { ["Path"] = $"/webhooks/{facts.Id}", ["Methods"] = new JsonArray([.. methods.Select(method => JsonValue.Create(method))]) },
            ["Verification"] = verification,
        };
        return $"\"{facts.Id}\": {route.ToJsonString(Readable)}";
    }

    private static void Write(JsonObject section, ReadOnlySpan<string> path, string text)
    {
        if (path.Length == 1)
        {
            section[path[0]] = text;
            return;
        }

        section[path[0]] ??= new JsonObject();
        Write(section[path[0]]!.AsObject(), path[1..], text);
    }

    /// <summary>What no preset can know: the secret, and what is true of one's own webhooks alone.</summary>
    private static JsonObject Signature(ProviderFacts facts, string variable)
    {
        var signature = new JsonObject();
        if (facts.Algorithm == "http-message-signatures")
        {
            signature["Secrets"] = new JsonArray(new JsonObject { ["Id"] = "the keyid", ["Value"] = $"env:{variable}_WEBHOOK_SECRET" });
        }
        else if (NeedsSecret(facts))
        {
            signature["Secrets"] = new JsonArray($"env:{variable}_WEBHOOK_SECRET");
        }

        foreach (var (place, texts) in facts.Signature.Expected ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal))
        {
            if (texts.Count == 0)
            {
                signature["Expected"] ??= new JsonObject();
                signature["Expected"]![place] = new JsonArray($"your {place[(place.LastIndexOf('/') + 1)..]}");
            }
        }

        return signature;
    }

    /// <summary>Not where a certificate or a published set of keys stands in its place.</summary>
    private static bool NeedsSecret(ProviderFacts facts) =>
        (facts.Signature.Certificate is null || facts.Content?.Contains("{secret}", StringComparison.Ordinal) == true)
        && facts.Signature is { KeySet: null, Jwt: not { Chain: not null } }
        && facts.Config.Info?.Needs?.ContainsKey("Signature.KeySet") != true;

    /// <summary>Whether the URL that is registered at the provider is a part of what is signed or answered.</summary>
    private static bool NeedsUrl(ProviderFacts facts) =>
        facts.Algorithm == "http-message-signatures" || new[] { facts.Content }
            .Concat(facts.Signature.Jwt?.Claims?.Values ?? [])
            .Concat((facts.Config.Handshake ?? []).Select(handshake => handshake.Answer?.Body))
            .Any(template => template is not null
                && (template.Contains("url}", StringComparison.Ordinal) || template.Contains(" url)", StringComparison.Ordinal)));

    /// <summary>Whether a challenge is compared or answered with a secret that only the route knows.</summary>
    private static bool NeedsSecret(HandshakeConfig handshake) =>
        (handshake.When?.Values.Contains("{secret}", StringComparer.Ordinal) ?? false)
        || (handshake.Answer?.Body?.Contains(" secret ", StringComparison.Ordinal) ?? false);
}
