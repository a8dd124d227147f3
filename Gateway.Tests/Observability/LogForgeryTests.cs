using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Observability;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Observability;

/// <summary>What a sender chooses stands in a line as one field of it, whatever it looks like.</summary>
public sealed partial class LogForgeryTests
{
    /// <summary>Fields of a webhook's own line, with spaces of several kinds.</summary>
    private const string Forged = "evt_1 bytes=0\u00a0ms=0\u2003request=FORGED\u3000outcome=forwarded\ttenant=FORGED\nWebhook hooks forwarded 200";

    private const string Escaped = @"evt_1\u0020bytes=0\u00A0ms=0\u2003request=FORGED\u3000outcome=forwarded\u0009tenant=FORGED\u000AWebhook\u0020hooks\u0020forwarded\u0020200";

    /// <summary>
    /// The placeholders of all lines of the log that senders, tenants or backends choose the text of, each by the lines that have it. A new one is to
    /// be added here, and written by <c>LogText.Field</c>.
    /// </summary>
    private static readonly string[] Chosen =
    [
        "CertificateFailed Url", "CertificateFetched Url", "Delivered EventType", "Delivered WebhookId", "DeliveryDead EventType", "DeliveryDead WebhookId",
        "DeliveryRetried EventType", "DeliveryRetried WebhookId", "RequestUnmatched Method", "RequestUnmatched Path", "TenantUnreadable Tenant",
        "WebhookFinished KeyId", "WebhookFinished Method", "WebhookFinished Path", "WebhookFinished RequestId", "WebhookFinished Tenant",
        "WebhookFinished WebhookId", "WebhookFinished WebhookType", "CaptureReleased RequestId", "KeySetFailed Url", "KeySetRecovered Url",
    ];

    private static readonly string[] Names = ["Url", "EventType", "WebhookType", "WebhookId", "Method", "Path", "Tenant", "KeyId", "RequestId"];

    [Fact]
    public void Every_template_with_text_of_a_sender_is_known()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => (int)field.GetRawConstantValue()!, field => field.Name);
        var found = from type in typeof(EventIds).Assembly.GetTypes()
                    from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    let line = method.GetCustomAttribute<LoggerMessageAttribute>()
                    where line is not null
                    from Match placeholder in Placeholder().Matches(line.Message)
                    where Names.Contains(placeholder.Groups["name"].Value, StringComparer.Ordinal)
                    select $"{ids[line.EventId]} {placeholder.Groups["name"].Value}";

        Assert.Equal(Chosen.Order(StringComparer.Ordinal), found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>It would be written as the process's culture has it, and with an offset.</summary>
    [Fact]
    public void No_line_is_given_a_time_but_as_text()
    {
        var lines = typeof(EventIds).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null)
            .ToList();

        Assert.InRange(lines.Count, 30, int.MaxValue);
        Assert.DoesNotContain(
            lines.SelectMany(line => line.GetParameters()),
            parameter => (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { Name: "DateTimeOffset" or "DateTime" });
    }

    [Fact]
    public async Task Type_and_id_of_a_webhook_and_of_its_deliveries_add_no_field()
    {
        await using var scene = await QueueScene.StartAsync(
            """ "Retry": { "Delays": [ "00:00:01" ] } """, change: root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Events"] = JsonNode.Parse("""{ "Type": "body:/type" }"""));
        var status = StatusCodes.Status500InternalServerError;
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, status);
        var log = (CapturedLog)scene.Configuration.Logger;
        await scene.QueueAsync(Event(Forged + "1"));
        await HasAsync(log, "next attempt in");
        status = StatusCodes.Status410Gone;
        await scene.HasAsync(DeliveryState.Dead, 1);
        status = StatusCodes.Status200OK;
        await scene.QueueAsync(Event(Forged + "2"));
        await HasAsync(log, "Delivered hooks to backend");
        await HasAsync(log, "dead letter");

        var lines = log.Lines.Where(line => line.Contains("FORGED", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(lines, line => line.Contains('\n', StringComparison.Ordinal));
        string[] starts = ["Webhook hooks queued 200", "Delivery of hooks to backend failed", "Delivery of hooks to backend is a dead letter", "Delivered hooks to backend"];
        Assert.DoesNotContain(starts, start => !lines.Any(line => line.Contains(start, StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => !line.Contains(Escaped, StringComparison.Ordinal) || Forgery().IsMatch(line));
    }

    [Theory]
    [InlineData("/hooks/", "Webhook hooks ")]
    [InlineData("/nowhere/", "No route takes POST ")]
    public async Task A_path_adds_no_field(string path, string start)
    {
        var log = new CapturedLog();
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""") { Logger = log }
                .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"] = new JsonObject { ["Path"] = "/hooks/{**rest}" }));

        using var request = new HttpRequestMessage(HttpMethod.Post, path + Uri.EscapeDataString(Forged)) { Content = new StringContent("{}") };
        await gateway.SendAsync(request);

        await HasAsync(log, start);
        var line = log.Lines.Single(each => each.Contains(start, StringComparison.Ordinal));
        Assert.Contains(path + Escaped, line, StringComparison.Ordinal);
        Assert.DoesNotMatch(Forgery(), line);
    }

    private static SignedWebhook Event(string id) => new(
        TimeProvider.System.GetUtcNow(), new JsonObject { ["id"] = id, ["type"] = Forged }.ToJsonString());

    private static Task HasAsync(CapturedLog log, string part) =>
        Eventually.IsTrueAsync(() => Task.FromResult(log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal))), $"a line has '{part}'");

    [GeneratedRegex("\\{(?<name>\\w+)\\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Placeholder();

    /// <summary>A forged field that stands as one: behind a space of any kind.</summary>
    [GeneratedRegex("[\\s\\u00a0\\u2003\\u3000](request=FORGED|tenant=FORGED)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Forgery();
}
