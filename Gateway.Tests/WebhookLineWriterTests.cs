using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Observability;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog;
using Serilog.Extensions.Logging;
using Xunit.Abstractions;

namespace Gateway.Tests;

/// <summary>A line that passes by Serilog says what Serilog's own formatter makes of the same event.</summary>
public sealed class WebhookLineWriterTests(ITestOutputHelper testOutput) : IDisposable
{
    private readonly GatewayMetrics _metrics = new();

    public static TheoryData<string?> Texts { get; } =
    [
        null, "", "evt_1", "\"quoted\" and \\ and /", "\0\u0001\a\b\t\n\v\f\r\u001b\u001f\u007f", "\u0080\u0085\u009f", "\u202e\u202d\u2066\u2069\u200f",
        "\u2028\u2029", "<script>&'`+", "é ü 漢字", "\ud83d\ude00 \ud83c\udff3\ufe0f", "\ud800", "\udc00x", "x\ud83d", "\ufeff\ufffe\uffff", new('x', 40_000),
        "\ue000 \U000f0000", @"\u202E as text",
    ];

    public static TheoryData<double> Numbers { get; } =
        [0, -0.0, 1, 0.1, 119.047, 1e-7, 1e21, 123456789.123456789, -3600.5, 1d / 3, double.MaxValue, double.Epsilon];

    public static TheoryData<string?> Addresses { get; } =
    [
        null, "127.0.0.1", "255.255.255.255", "::", "2001:db8::ff00:42:8329", "::ffff:192.0.2.1", "fe80::1%4294967295",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
    ];

    public void Dispose() => _metrics.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_text_is_the_same(string? text) => IsSame(new WebhookLine
    {
        Route = text ?? "route",
        Outcome = text ?? "outcome",
        IsRefusal = true,
        StatusCode = 200,
        Method = text ?? "POST",
        Path = text ?? "/hooks",
        Provider = text,
        Destination = text,
        Mode = text ?? "mode",
        Client = null,
        KeyId = text,
        WebhookType = text,
        WebhookId = text,
        Bytes = int.MaxValue,
        Elapsed = 1,
        RequestId = text ?? "request",
        Stage = text,
        Age = null,
        Detail = text,
        Tenant = text,
    });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Any_number_is_the_same(double number) => IsSame(Line("evt_1") with { Elapsed = number, Age = number, StatusCode = -1, Bytes = 0 });

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Any_address_is_the_same(string? address) =>
        IsSame(Line("evt_1") with { Client = address is null ? null : IPAddress.Parse(address) });

    [Fact]
    public void Text_of_any_characters_is_the_same()
    {
        var chance = Chance.For(testOutput);

        Each.Is(Enumerable.Range(0, 300), _ =>
            IsSame(Line(string.Create(chance.Below(40), chance, (text, source) =>
            {
                foreach (ref var one in text)
                {
                    one = (char)source.Below(source.Below(2) == 0 ? 0x100 : 0x10000);
                }
            }))));
    }

    [Fact]
    public void A_request_with_a_span_says_its_trace_and_its_path()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var line = IsSame(Line("evt_1"), hasRequestScope: true);

        Assert.Equal(activity.TraceId.ToHexString(), (string?)line["TraceId"]);
        Assert.Equal("/hooks/a%20b", (string?)line["Properties"]!["RequestPath"]);
    }

    private static WebhookLine Line(string text) => new()
    {
        Route = "hooks",
        Outcome = "forwarded",
        IsRefusal = false,
        StatusCode = 200,
        Method = "POST",
        Path = text,
        Provider = text,
        Destination = text,
        Mode = "enforce",
        Client = IPAddress.Loopback,
        KeyId = text,
        WebhookType = text,
        WebhookId = text,
        Bytes = 1024,
        Elapsed = 0.25,
        RequestId = text,
        Stage = text,
        Age = 7,
        Detail = text,
        Tenant = text,
    };

    private JsonNode IsSame(WebhookLine line, bool hasRequestScope = false)
    {
        var context = new DefaultHttpContext();
        context.Connection.Id = "0HNQEMUN2MQ82";
        context.Request.Path = "/hooks/a b";
        var straight = Written(output => new WebhookRecorder(
            _metrics, captures: null, NullLogger<WebhookRecorder>.Instance, new StraightLog(output, TimeProvider.System, hasRequestScope)).Log(context, line));
        var serilog = Written(output =>
        {
            using var factory = new SerilogLoggerFactory(new LoggerConfiguration().WriteTo.Sink(new LogOutputSink(output)).CreateLogger(), dispose: true);
            var logger = factory.CreateLogger<WebhookRecorder>();
            using var connection = logger.BeginScope(new Dictionary<string, object> { ["ConnectionId"] = context.Connection.Id });
            using var request = hasRequestScope
                ? logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = "another", ["RequestPath"] = "/hooks/a%20b" })
                : null;
            new WebhookRecorder(_metrics, captures: null, logger).Log(context, line);
        });
        var now = DateTimeOffset.Parse((string)straight["Timestamp"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(((string)serilog["Timestamp"]!).Length, ((string)straight["Timestamp"]!).Length);
        Assert.InRange(now, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
        straight.AsObject().Remove("Timestamp");
        serilog.AsObject().Remove("Timestamp");
        Assert.True(JsonNode.DeepEquals(serilog, straight), $"{serilog}\n{straight}");
        return straight;
    }

    /// <summary>The one line.</summary>
    private static JsonNode Written(Action<LogOutput> write)
    {
        using var stream = new HeldStream();
        stream.Open();
        using (var output = new LogOutput(stream, LogOutput.StandardCapacity, _ => throw new InvalidOperationException("Nothing is dropped.")))
        {
            write(output);
            output.Flush();
        }

        return JsonNode.Parse(Assert.Single(stream.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!;
    }
}
