using System.Net;
using System.Text.Json.Nodes;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>Every line of the wire table, reached by a real HTTP request.</summary>
public sealed partial class OutcomeTests : IAsyncLifetime
{
    private const string InvalidSignature = "Invalid signature";

    private const string Verification =
        $$"""
        {
          {{SignedWebhook.Scheme}},
          "IpAllowList": [ "203.0.113.0/24" ],
          "RateLimit": [ { "Limit": 5, "Period": "01:00:00", "By": "Route" } ],
          "Body": { "MaxBytes": 1000, "ContentTypes": [ "application/json" ] },
          "Handshake": [ {
            "Method": "GET", "Signed": false, "When": { "query:hub.mode": "subscribe", "query:hub.challenge": "*" },
            "Answer": { "Body": "{query:hub.challenge}" }
          } ],
          "Events": { "Type": "body:/type", "Accept": [ "resource.*" ] },
          "Schema": { "File": "event.schema.json" },
          "Deduplication": { "Key": "body:/id", "Lease": "00:00:20" }
        }
        """;

    private const string Schema =
        """{ "type": "object", "properties": { "data": { "type": "object" }, "id": { "type": "string" } }, "required": [ "data" ] }""";

    private readonly FakeTimeProvider _clock = TestClock.New();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(_upstream.Url, Verification).WithFile("event.schema.json", Schema);
        configuration.Change(root => root["Gateway"]!["Client"] = JsonNode.Parse("""{ "TrustedProxies": [ "127.0.0.1" ] }"""));
        _gateway = await TestGateway.StartAsync(configuration, _clock);
    }

    public async Task DisposeAsync()
    {
        await _gateway.HoldsNothingAsync();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Forwarded_is_the_backend_s_own_answer()
    {
        await ExpectAsync(Outcome.Forwarded, 200, "ok", Signed("evt_1"));
        Assert.Single(_upstream.Received);
    }

    [Fact]
    public async Task Duplicate_is_answered_200_and_not_forwarded()
    {
        await ExpectAsync(Outcome.Forwarded, 200, "ok", Signed("evt_1"));
        await ExpectAsync(Outcome.Duplicate, 200, """{"status":"already_processed"}""", Signed("evt_1"));
        Assert.Single(_upstream.Received);
    }

    [Fact]
    public async Task Duplicate_in_flight_is_answered_409_and_told_to_come_back()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        _upstream.Answer = context =>
        {
            entered.SetResult();
            return leave.Task;
        };
        var first = _gateway.SendAsync(Signed("evt_1"));
        await entered.Task;

        using var answer = await _gateway.Client.SendAsync(Signed("evt_1"));

        Assert.Equal(409, (int)answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        await _gateway.CountsAsync(Outcome.DuplicateInFlight.Code, 1);
        leave.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    [Fact]
    public async Task Handshake_is_answered_here_with_inert_text()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hook?hub.mode=subscribe&hub.challenge=%3Cb%3E42");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var answer = await _gateway.Client.SendAsync(request);

        Assert.Equal("<b>42", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        await _gateway.CountsAsync(Outcome.Handshake.Code, 1);
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public Task Ignored_is_answered_200_and_not_forwarded() => RefusedAsync(
        Outcome.Ignored, 200, """{"status":"ignored"}""", Signed("""{"id":"e","type":"user.created","data":{}}""", isBody: true));

    [Fact]
    public Task Path_invalid_is_400() => RefusedAsync(
        Outcome.PathInvalid, 400, "Invalid path", SignedWebhook.Event("evt_1", _clock).Request("/hook/%252e%252e/other"));

    [Fact]
    public Task Ip_not_allowed_is_403() => RefusedAsync(
        Outcome.IpNotAllowed, 403, "Forbidden", From("198.51.100.7", Signed("evt_1")));

    [Fact]
    public Task A_spoofed_address_is_not_believed() => RefusedAsync(
        Outcome.IpNotAllowed, 403, "Forbidden", From("203.0.113.9, 198.51.100.7", Signed("evt_1")));

    [Fact]
    public async Task Rate_limited_is_429_with_the_time_to_wait()
    {
        for (var i = 0; i < 5; i++)
        {
            await ExpectAsync(Outcome.Forwarded, 200, "ok", Signed($"evt_{i}"));
        }

        using var answer = await _gateway.Client.SendAsync(Signed("evt_5"));

        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(12), answer.Headers.RetryAfter?.Delta);
        await _gateway.CountsAsync(Outcome.RateLimited.Code, 1);
        _clock.Advance(TimeSpan.FromMinutes(12));
        await ExpectAsync(Outcome.Forwarded, 200, "ok", Signed("evt_5"));
    }

    [Fact]
    public async Task A_flood_of_forged_webhooks_is_429_and_leaves_the_provider_s_own_budget_alone()
    {
        for (var i = 0; i < 5; i++)
        {
            await ExpectAsync(Outcome.SignatureInvalid, 401, InvalidSignature, From("203.0.113.66", Forged($"evt_{i}")));
        }

        await ExpectAsync(Outcome.RateLimited, 429, "Too many requests", From("203.0.113.66", Forged("evt_5")));
        await ExpectAsync(Outcome.Forwarded, 200, "ok", Signed("evt_6"));
    }

    [Fact]
    public Task Body_too_large_by_its_length_is_413() => RefusedAsync(
        Outcome.BodyTooLarge, 413, "Body too large", Signed(new string('x', 1001), isBody: true));

    [Fact]
    public Task Body_too_large_in_chunks_is_413_and_never_cut_off()
    {
        var request = Signed(new string('x', 1001), isBody: true);
        request.Headers.TransferEncodingChunked = true;
        return RefusedAsync(Outcome.BodyTooLarge, 413, "Body too large", request);
    }

    [Fact]
    public async Task Body_timeout_is_408()
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        var raw = SignedWebhook.Event("evt_1", _clock).Raw("/hook", "X-Forwarded-For: 203.0.113.9");
        await connection.SendAsync(raw.AsMemory(0, raw.Length - 1));
        var answer = connection.ReadAsync();
        await Eventually.IsTrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(answer.IsCompleted);
            },
            "the gateway stops waiting for the body");

        Assert.Equal(408, (await answer).Status);
        await _gateway.CountsAsync(Outcome.BodyTimeout.Code, 1);
    }

    [Fact]
    public async Task Body_incomplete_is_recorded_when_the_sender_vanishes()
    {
        await using (var connection = await RawConnection.OpenAsync(_gateway.Url))
        {
            var raw = SignedWebhook.Event("evt_1", _clock).Raw("/hook", "X-Forwarded-For: 203.0.113.9");
            await connection.SendAsync(raw.AsMemory(0, raw.Length - 1));
            connection.Abort();
        }

        await _gateway.CountsAsync(Outcome.BodyIncomplete.Code, 1);
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public async Task Overloaded_is_503_when_all_bodies_together_take_too_much_memory()
    {
        var configuration = new TestConfiguration(_upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Body": { "MaxBytes": 4194304 } }""");
        configuration.Change(root => root["Gateway"]!["Limits"] = JsonNode.Parse("""{ "MaxBufferedBytes": 7340032 }"""));
        await StartAnewAsync(configuration);
        var arrived = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _upstream.Answer = async _ =>
        {
            arrived.TrySetResult();
            await goOn.Task;
        };
        var held = SendLargeAsync();
        await Eventually.EndsAsync(arrived.Task, "the first has all that it needs");

        using var answer = await SendLargeAsync();

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        await _gateway.CountsAsync(Outcome.Overloaded.Code, 1);
        Assert.Single(_upstream.Received);
        goOn.SetResult();
        using var first = await held;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        async Task<HttpResponseMessage> SendLargeAsync()
        {
            using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), new byte[4_000_000]).Request("/", "x/y");
            return await _gateway.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task Store_unavailable_is_503_when_redis_is_not_there()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.StopAsync();
        await StartAnewAsync(
            new TestConfiguration(_upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""")
                .WithRedis(redis.Configuration, timeout: "00:00:01"));

        await RefusedAsync(Outcome.StoreUnavailable, 503, "Temporarily unavailable", SignedWebhook.Event("evt_1").Request());
    }

    [Fact]
    public Task Content_type_not_allowed_is_415()
    {
        var request = Signed("evt_1");
        request.Content!.Headers.ContentType = new("text/plain");
        return RefusedAsync(Outcome.ContentTypeNotAllowed, 415, "Content type not allowed", request);
    }

    [Fact]
    public Task Signature_missing_is_401()
    {
        var request = Signed("evt_1");
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        return RefusedAsync(Outcome.SignatureMissing, 401, InvalidSignature, request);
    }

    [Theory]
    [InlineData("not hex")]
    [InlineData("fba87b")]
    public Task Signature_malformed_is_401(string signature)
    {
        var request = Signed("evt_1");
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, signature);
        return RefusedAsync(Outcome.SignatureMalformed, 401, InvalidSignature, request);
    }

    [Fact]
    public Task Signature_invalid_is_401() => RefusedAsync(
        Outcome.SignatureInvalid, 401, InvalidSignature, From("203.0.113.9", Forged("evt_1")));

    [Fact]
    public Task Timestamp_missing_is_401()
    {
        var request = Signed("evt_1");
        request.Headers.Remove(SignedWebhook.TimestampHeader);
        return RefusedAsync(Outcome.TimestampMissing, 401, InvalidSignature, request);
    }

    [Fact]
    public Task Timestamp_too_old_is_401()
    {
        var request = Signed("evt_1");
        _clock.Advance(TimeSpan.FromSeconds(301));
        return RefusedAsync(Outcome.TimestampTooOld, 401, InvalidSignature, request);
    }

    [Fact]
    public Task Timestamp_in_future_is_401()
    {
        var ahead = new FakeTimeProvider(_clock.GetUtcNow() + TimeSpan.FromSeconds(301));
        return RefusedAsync(
            Outcome.TimestampInFuture, 401, InvalidSignature,
            From("203.0.113.9", SignedWebhook.Event("evt_1", ahead).Request()));
    }

    [Theory]
    [InlineData("""{"id":"e","type":"resource.created","data":{}""")]
    [InlineData("""{"id":"e","type":"resource.created","data":{},"id":"f"}""")]
    [InlineData("""{"id":"e","type":"resource.created","data":{}} {}""")]
    [InlineData(" ")]
    public Task Body_invalid_is_400(string body) => RefusedAsync(
        Outcome.BodyInvalid, 400, "Invalid body", Signed(body, isBody: true));

    /// <summary>Providers sign requests without a body, too; here nobody wants one that is of no type.</summary>
    [Fact]
    public Task Ignored_is_an_empty_body_where_types_are_chosen() => RefusedAsync(
        Outcome.Ignored, 200, """{"status":"ignored"}""", Signed("", isBody: true));

    [Fact]
    public async Task Schema_invalid_is_422_and_names_place_and_keyword_but_no_value()
    {
        var (status, text) = await _gateway.SendAsync(
            Signed("""{"id":"e","type":"resource.created","data":"sensitive"}""", isBody: true));

        Assert.Equal(422, (int)status);
        var violation = Assert.Single(JsonNode.Parse(text)!["violations"]!.AsArray())!;
        Assert.Equal("/data", violation["instanceLocation"]!.GetValue<string>());
        Assert.EndsWith("/type", violation["keywordLocation"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("sensitive", text, StringComparison.Ordinal);
        await _gateway.CountsAsync(Outcome.SchemaInvalid.Code, 1);
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public Task Event_id_missing_is_400() => RefusedAsync(
        Outcome.EventIdMissing, 400, "Event id missing", Signed("""{"type":"resource.created","data":{}}""", isBody: true));

    [Fact]
    public async Task Backend_unreachable_is_502_and_names_no_backend()
    {
        await _upstream.DisposeAsync();
        await ExpectAsync(Outcome.BackendUnreachable, 502, "Backend unreachable", Signed("evt_1"));
    }

    [Fact]
    public async Task Backend_timeout_is_504()
    {
        var entered = new TaskCompletionSource();
        _upstream.Answer = context =>
        {
            entered.TrySetResult();
            return Hanging.UntilAbortedAsync(context);
        };
        var sent = _gateway.SendAsync(Signed("evt_1"));
        await entered.Task;
        _clock.Advance(TimeSpan.FromSeconds(20)); // the lease

        Assert.Equal(504, (int)(await sent).Status);
        await _gateway.CountsAsync(Outcome.BackendTimeout.Code, 1);
    }
}
