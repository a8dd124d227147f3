using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Verification.Replay;
using Gateway.Verification.Values;

namespace Gateway.Cli.Explaining;

/// <summary>
/// When a request says it was signed. Nothing is proven by it: it only chooses the instant at which a capture of yesterday
/// is judged once more.
/// </summary>
internal static class StampReader
{
    private static readonly string[] TokenTimes = ["iat", "nbf", "exp"];

    public static DateTimeOffset? Read(CapturedRequest request, CompiledRoute route, DateTimeOffset now)
    {
        using var webhook = new InboundWebhook(request.ToContext(), route.Policy, client: null, now, MemoryAccount.Unlimited());
        webhook.Body.TryReserve(request.Body.Length);
        webhook.Body.Append(new ReadOnlySequence<byte>(request.Body));
        BodyDecoding.TryAttach(webhook);
        var stamp = route.Signer?.Timestamp is { } timestamp
            && timestamp.Source.Read(webhook, out var text) == ValueState.Found
            && TimestampText.TryRead(text.Span, timestamp.Format, out var instant)
                ? instant
                : ReadToken(webhook, route);
        return stamp is { } found && StampText.IsPlausible(found, now) ? found : null;
    }

    /// <summary>RFC 7519, section 4.1: a token carries its own times.</summary>
    private static DateTimeOffset? ReadToken(InboundWebhook webhook, CompiledRoute route)
    {
        if (route.Config.Signature is not { Algorithm: "jwt", From: { } from } signature
            || ValueSourceParser.Parse(from, new BodyPointers(), out _) is not { IsInBody: false } source
            || source.Read(webhook, out var value) != ValueState.Found)
        {
            return null;
        }

        var parts = value.ToString()[(value.Span.StartsWith(signature.Prefix ?? "") ? signature.Prefix?.Length ?? 0 : 0)..].Split('.');
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts.Length == 3 ? parts[1] : ""));
            foreach (var name in TokenTimes)
            {
                if (claims.RootElement.TryGetProperty(name, out var time) && time.TryGetInt64(out var seconds))
                {
                    return DateTimeOffset.FromUnixTimeSeconds(name == "exp" ? seconds - 1 : seconds);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null; // No token: the signature's stage says so.
        }

        return null;
    }
}
