using System.Buffers;
using System.Text.Json;
using Gateway.Reading;

namespace Gateway.Alarms;

/// <summary>What a receiver gets of a notice: JSON whose <c>text</c> Slack shows, and the same in parts.</summary>
internal static class AlarmMessage
{
    public static byte[] Write(AlarmNotice notice)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"gateway.alarm.{AlarmKindName.Of(notice.Kind)}");
            json.WriteString("timestamp", InstantText.Of(notice.At));
            json.WriteString("text", Text(notice));
            json.WriteStartObject("data");
            json.WriteString("kind", AlarmKindName.Of(notice.Kind));
            json.WriteString("state", notice.IsFiring ? "firing" : "resolved");
            if (notice.Route.Length > 0)
            {
                json.WriteString("route", notice.Route);
            }
            else
            {
                json.WriteNull("route");
            }

            json.WriteString("since", InstantText.Of(notice.Since));
            json.WriteString("instance", Environment.MachineName);
            json.WriteStartObject("details");
            foreach (var (name, value) in notice.Details)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(AlarmNotice notice)
    {
        var subject = notice.Route.Length == 0 ? "gateway" : $"route {notice.Route}";
        var state = notice.IsFiring ? AlarmKindName.Of(notice.Kind) : $"{AlarmKindName.Of(notice.Kind)} resolved";

        // Slack takes these three for its own: https://docs.slack.dev/messaging/formatting-message-text#escaping
        return $"[webhook gateway] {subject}: {state}. {notice.Text}"
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
    }
}
