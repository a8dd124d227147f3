using System.IO.Pipelines;
using System.Net.Sockets;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Verification.Body;

public sealed class BodyStageTests : IDisposable
{
    private readonly TestRoute _route = TestRoute.Unsigned("\"Body\": { \"MaxBytes\": 10000 }");

    [Theory]
    [InlineData(0, "passed")]
    [InlineData(9999, "passed")]
    [InlineData(10000, "passed")]
    [InlineData(10001, "body_too_large")]
    [InlineData(100000, "body_too_large")]
    public async Task A_body_may_be_as_large_as_the_route_says(int length, string outcome)
    {
        var request = Zeros(length);

        var announced = await _route.SendAsync(request);
        var unannounced = await _route.SendAsync(request with { Reader = PipeReader.Create(new(request.Body)) });

        Assert.Equal(outcome, announced.Code);
        Assert.Equal(outcome, unannounced.Code);
        Assert.Equal(outcome == "passed", announced.Webhook.BodyIsComplete);
        Assert.Equal(outcome == "passed" ? length : 0, announced.Webhook.Body.Length);
    }

    [Theory]
    [InlineData("X-Other", "abc", "signature_missing")]
    [InlineData("X-Sig", "v1=a,v1=b", "signature_malformed")]
    [InlineData("X-Sig", "v0=ab", "signature_malformed")]
    [InlineData("X-Sig", "v0=ZZ0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd,v0=", "signature_malformed")]
    public async Task A_request_that_claims_no_signature_is_not_read(string header, string value, string outcome)
    {
        using var route = TestRoute.Compile("""
            { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig[v0]", "Secrets": "env:SECRET" } }
            """);

        var journey = await route.SendAsync(Zeros(5).With(header, value));

        Assert.Equal(outcome, journey.Code);
        Assert.Equal(StageName.Body, journey.Webhook.StoppedAt);
        Assert.Equal(0, journey.Webhook.Body.Length);
    }

    [Theory]
    [InlineData("hmac-sha256", "hex", "\"env:SECRET\"")]
    [InlineData("hmac-sha512", "base64", "\"env:SECRET\", { \"Id\": \"old\", \"Value\": \"env:SECRET\" }")]
    [InlineData("sha256", "hex", "\"env:SECRET\"")]
    public async Task What_no_key_in_force_could_have_made_costs_no_look_at_the_body(string algorithm, string encoding, string secrets)
    {
        var content = algorithm == "sha256" ? "{secret}.{body}" : "{body}";
        using var route = TestRoute.Compile($$"""
            {
              "Signature": {
                "Algorithm": "{{algorithm}}", "From": "header:X-Sig", "Encoding": "{{encoding}}", "Content": "{{content}}", "Secrets": [ {{secrets}} ]
              }
            }
            """);
        var length = algorithm == "hmac-sha512" ? 88 : 64;

        foreach (var other in (int[])[1, length - 1, length + 1, 8000])
        {
            var malformed = await route.SendAsync(Zeros(5).With("X-Sig", new string('0', other)));
            Assert.Equal(("signature_malformed", StageName.Body, 0), (malformed.Code, malformed.Webhook.StoppedAt, malformed.Webhook.Body.Length));
        }

        var forged = await route.SendAsync(Zeros(5).With("X-Sig", new string('0', length)));
        Assert.Equal(("signature_invalid", StageName.Signature, 5), (forged.Code, forged.Webhook.StoppedAt, forged.Webhook.Body.Length));
    }

    [Theory]
    [InlineData("GET", "GET", true)]
    [InlineData("GET", "get", true)]
    [InlineData("GET", "POST", false)]
    [InlineData("POST", "GET", false)]
    [InlineData("POST", "POST", true)]
    [InlineData(null, "GET", true)]
    [InlineData(null, "POST", true)]
    public async Task What_claims_no_signature_is_read_if_its_method_makes_it_a_challenge(string? challenge, string method, bool isRead)
    {
        var by = challenge is null ? "" : $"\"Method\": \"{challenge}\", ";
        using var route = TestRoute.Compile($$"""
            {
              "Handshake": { {{by}}"Signed": false, "When": { "query:challenge": "*" } },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" }
            }
            """);

        var journey = await route.SendAsync(Zeros(5) with { Method = method });

        Assert.Equal("signature_missing", journey.Code);
        Assert.Equal(isRead ? StageName.Signature : StageName.Body, journey.Webhook.StoppedAt);
        Assert.Equal(isRead ? 5 : 0, journey.Webhook.Body.Length);
    }

    [Theory]
    [InlineData("form:sig", "application/x-www-form-urlencoded", "a=b")]
    [InlineData("header:X-Sig | body:/sig", "application/json", "{}")]
    public async Task One_that_may_claim_it_in_its_body_is(string from, string contentType, string body)
    {
        using var route = TestRoute.Compile(
            $$"""{ "Signature": { "Algorithm": "hmac-sha256", "From": "{{from}}", "Secrets": "env:SECRET" } }""");

        var journey = await route.SendAsync(new TestRequest { Text = body, ContentType = contentType });

        Assert.Equal("signature_missing", journey.Code);
        Assert.True(journey.Webhook.BodyIsComplete);
    }

    [Theory]
    [InlineData("passed", "Transfer-Encoding", "chunked")]
    [InlineData("passed", "Transfer-Encoding", "Chunked")]
    [InlineData("passed", "X-Content-Length", "4")] // anybody's header where nothing is in chunks
    [InlineData("body_invalid", "Transfer-Encoding", "gzip, chunked")]
    [InlineData("body_invalid", "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked")]
    [InlineData("body_invalid", "Transfer-Encoding", "chunked", "X-Content-Length", "4")]
    public async Task A_body_that_a_proxy_may_have_read_otherwise_is_refused(string outcome, params string[] headers)
    {
        var request = Zeros(5);
        foreach (var header in headers.Chunk(2))
        {
            request = request.With(header[0], header[1]);
        }

        Assert.Equal(outcome, await _route.OutcomeOfAsync(request));
    }

    [Fact]
    public async Task A_length_that_is_too_large_is_refused_before_anything_is_read()
    {
        var journey = await _route.SendAsync(Zeros(5) with { ContentLength = 10001 });

        Assert.Equal("body_too_large", journey.Code);
        Assert.Equal(0, journey.Webhook.Body.Length);
    }

    [Fact]
    public async Task A_body_that_grows_too_large_is_refused_and_never_cut_off()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[9000]);
        var sending = _route.SendAsync(Zeros(0) with { Reader = pipe.Reader });

        await pipe.Writer.WriteAsync(new byte[1001]);

        var journey = await sending;
        Assert.Equal("body_too_large", journey.Code);
        Assert.False(journey.Webhook.BodyIsComplete);
    }

    [Fact]
    public async Task A_body_that_arrives_in_pieces_is_received_whole()
    {
        var pipe = new Pipe();
        var sending = _route.SendAsync(Zeros(0) with { Reader = pipe.Reader });

        for (byte i = 1; i <= 100; i++)
        {
            await pipe.Writer.WriteAsync(new[] { i });
        }

        await pipe.Writer.CompleteAsync();

        var journey = await sending;
        Assert.True(journey.Verdict.Passed);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (byte)i), journey.Webhook.Body.Memory.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_does_not_come_is_not_waited_for(bool trickles)
    {
        var pipe = new Pipe();
        var sending = _route.SendAsync(Zeros(0) with { Reader = pipe.Reader });
        for (var second = 0; second < 9; second++)
        {
            _route.Clock.Advance(TimeSpan.FromSeconds(1));
            if (trickles)
            {
                await pipe.Writer.WriteAsync(new byte[1]);
            }
        }

        Assert.False(sending.IsCompleted);
        _route.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("body_timeout", (await sending).Code);
    }

    [Fact]
    public async Task A_sender_that_hangs_up_sent_no_whole_body()
    {
        using var hangUp = new CancellationTokenSource();
        using var webhook = _route.Receive(Zeros(0) with { Reader = new Pipe().Reader });
        webhook.Context.RequestAborted = hangUp.Token;
        var verifying = _route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None);

        await hangUp.CancelAsync();

        Assert.Equal("body_incomplete", (await verifying).Outcome.Code);
    }

    [Theory]
    [InlineData("reset", true)]
    [InlineData("reset", false)]
    [InlineData("aborted", true)]
    [InlineData("aborted", false)]
    [InlineData("framing", true)]
    [InlineData("framing", false)]
    public async Task A_connection_that_breaks_is_an_outcome_and_not_an_exception(string how, bool atOnce)
    {
        Exception exception = how switch
        {
            "reset" => new ConnectionResetException("reset", new SocketException(104)),
            "aborted" => new ConnectionAbortedException("aborted"),
            _ => new BadHttpRequestException("Bad chunk size data."),
        };

        Assert.Equal("body_incomplete", await _route.OutcomeOfAsync(Zeros(0) with { Reader = new BrokenPipe(exception, atOnce) }));
    }

    [Fact]
    public async Task When_all_bodies_together_take_too_much_the_next_has_to_wait()
    {
        using var budget = new MemoryBudget(10_000, TimeProvider.System);
        using var first = (await _route.SendAsync(Zeros(5000), budget)).Webhook;

        Assert.Equal("overloaded", (await _route.SendAsync(Zeros(5000), budget)).Code);

        first.Dispose();
        Assert.Equal("passed", (await _route.SendAsync(Zeros(5000), budget)).Code);
    }

    [Fact]
    public async Task Bytes_that_were_only_announced_cost_no_memory()
    {
        using var budget = new MemoryBudget(10_000, TimeProvider.System);
        var pipe = new Pipe();
        var taken = long.MaxValue;
        await Task.WhenAll(_route.SendAsync(Zeros(0) with { Reader = pipe.Reader, ContentLength = 10_000 }, budget), EndAsync());

        Assert.Equal(0, taken);

        async Task EndAsync()
        {
            taken = budget.TakenBytes;
            await pipe.Writer.CompleteAsync();
        }
    }

    [Theory]
    [InlineData("application/json", "passed")]
    [InlineData("Application/JSON; charset=utf-8", "passed")]
    [InlineData("text/xml ;a=b", "passed")]
    [InlineData("text/plain", "content_type_not_allowed")]
    [InlineData("application/jsonx", "content_type_not_allowed")]
    [InlineData("application/json,text/plain", "content_type_not_allowed")]
    [InlineData("x;application/json", "content_type_not_allowed")]
    [InlineData("", "content_type_not_allowed")]
    [InlineData(null, "content_type_not_allowed")]
    public async Task Only_the_listed_content_types_are_let_in(string? contentType, string outcome)
    {
        using var route = TestRoute.Unsigned("""
            "Body": { "ContentTypes": [ "application/json", "text/xml" ] }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { ContentType = contentType }));
    }

    [Fact]
    public async Task A_body_over_HTTP_2_that_announces_no_length_has_a_content_type_like_any_other()
    {
        using var route = TestRoute.Unsigned("\"Body\": { \"ContentTypes\": \"application/json\" }");
        var request = new TestRequest { ContentType = "text/plain", Reader = PipeReader.Create(new("{}"u8.ToArray())) };

        Assert.Equal("content_type_not_allowed", await route.OutcomeOfAsync(request));
        Assert.Equal("content_type_not_allowed", await route.OutcomeOfAsync(request with { ContentType = null }));
        Assert.Equal("passed", await route.OutcomeOfAsync(request with { ContentType = "application/json" }));
    }

    [Fact]
    public async Task A_request_without_a_body_needs_no_content_type()
    {
        using var route = TestRoute.Unsigned("\"Body\": { \"ContentTypes\": \"application/json\" }");
        using var webhook = route.Receive(new TestRequest { Method = "GET", ContentType = null, Body = [] });
        webhook.Request.ContentLength = null;

        Assert.True((await route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None)).Passed);
        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest { Method = "GET", ContentType = null, Body = [] }));
        Assert.Equal("content_type_not_allowed", await route.OutcomeOfAsync(new TestRequest { ContentType = "text/plain", Body = [] }));
    }

    public void Dispose() => _route.Dispose();

    private static TestRequest Zeros(int length) => new() { ContentType = null, Body = new byte[length] };
}
