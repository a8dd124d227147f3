using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.HttpMessageSignatures;

/// <summary>Messages signed here, apart from the code under test: a signature base written out, and HMAC over it.</summary>
public sealed class MessageSignatureTests
{
    private const string Covered = """("@method" "@target-uri" "content-digest")""";
    private const string Body = """{"id":"1"}""";

    private static readonly string[] SignatureHeaders = ["Content-Digest", "Signature-Input", "Signature"];

    private static readonly string Digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}:";

    private static readonly string Base =
        $"\"@method\": POST\n\"@target-uri\": https://h.example/hook?a=1\n\"content-digest\": {Digest}\n\"@signature-params\": ";

    [Theory]
    [InlineData("", "passed")]
    [InlineData(";keyid=\"one\"", "passed")]
    [InlineData(";keyid=\"two\"", "signature_invalid")]
    [InlineData(";keyid=\"other\"", "signature_invalid")]
    [InlineData(";alg=\"hmac-sha256\"", "passed")]
    [InlineData(";alg=\"ed25519\"", "signature_malformed")]
    [InlineData(";nonce=\"a \\\"b\\\\\"", "passed")]
    [InlineData(";tag=\"any\"", "passed")]
    [InlineData(";expires={1}", "passed")]
    [InlineData(";expires={0}", "timestamp_too_old")]
    [InlineData(";expires=-1", "timestamp_too_old")]
    [InlineData(";expires=01", "signature_malformed")]
    [InlineData(";expires=1.5", "signature_malformed")]
    [InlineData(";expires=1234567890123456", "signature_malformed")]
    [InlineData(";unknown=1", "signature_malformed")]
    [InlineData(";created=1", "signature_malformed")]
    [InlineData("; keyid=\"one\"", "signature_malformed")]
    [InlineData(";keyid=one", "signature_malformed")]
    [InlineData(";keyid=\"one", "signature_malformed")]
    [InlineData(";keyid", "signature_malformed")]
    [InlineData(";nonce=\"\\a\"", "signature_malformed")]
    [InlineData(";nonce=\"\u00e9\"", "signature_malformed")]
    [InlineData(",", "signature_malformed")]
    public async Task What_a_signature_says_of_itself_is_held_against_the_route(string parameters, string outcome)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var route = Route();
        var said = parameters.Replace("{0}", route.UnixNow, StringComparison.Ordinal)
            .Replace("{1}", Text(route.Clock.GetUtcNow().ToUnixTimeSeconds() + 1), StringComparison.Ordinal);

        Assert.Equal(outcome, await route.OutcomeOfAsync(Signed(route, Covered + ";created=" + route.UnixNow + said, Base)));
    }

    [Theory]
    [InlineData(-300, "passed")]
    [InlineData(-301, "timestamp_too_old")]
    [InlineData(300, "passed")]
    [InlineData(301, "timestamp_in_future")]
    [InlineData(null, "timestamp_missing")]
    public async Task The_time_of_the_signature_is_judged_by_the_bounds_of_the_route(int? seconds, string outcome)
    {
        using var route = Route();
        var created = seconds is null ? "" : ";created=" + Text(route.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds.Value);

        Assert.Equal(outcome, await route.OutcomeOfAsync(Signed(route, Covered + created, Base)));
    }

    [Theory]
    [InlineData("""("@method" "content-digest")""", "\"@method\": POST\n\"content-digest\": {D}\n")] // lacks @target-uri
    [InlineData("""("@method" "@target-uri")""", "\"@method\": POST\n\"@target-uri\": https://h.example/hook?a=1\n")] // lacks the body
    [InlineData("()", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "@method")""", "\"@method\": POST\n\"@target-uri\": https://h.example/hook?a=1\n\"content-digest\": {D}\n\"@method\": POST\n")]
    [InlineData("""("@method" "@target-uri" "content-digest";bs)""", "\"@method\": POST\n\"@target-uri\": https://h.example/hook?a=1\n\"content-digest\";bs: {D}\n")]
    [InlineData("""("@method" "@target-uri" "content-digest";key="sha-256")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "@status")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "@signature-params")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "X-Upper")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "x-none")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "@query-param")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" "@query-param";name="b")""", "")]
    [InlineData("""("@method"  "@target-uri" "content-digest")""", "")]
    [InlineData("""( "@method" "@target-uri" "content-digest")""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest" )""", "")]
    [InlineData("""("@method" "@target-uri" "content-digest""", "")]
    [InlineData("""(@method "@target-uri" "content-digest")""", "")]
    [InlineData("\"@method\"", "")]
    public async Task A_signature_that_covers_less_or_what_is_not_understood_is_malformed(string components, string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        using var route = Route();
        var signed = lines.Replace("{D}", Digest, StringComparison.Ordinal) + "\"@signature-params\": ";

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(Signed(route, components + ";created=" + route.UnixNow, signed)));
    }

    [Theory]
    [InlineData("\"@authority\"", "h.example")]
    [InlineData("\"@scheme\"", "https")]
    [InlineData("\"@path\"", "/hook")]
    [InlineData("\"@query\"", "?a=1&b=x%20y&b=z")]
    [InlineData("\"@request-target\"", "/hook?a=1&b=x%20y&b=z&c=%c3%a9+*")]
    [InlineData("\"@query-param\";name=\"a\"", "1")]
    [InlineData("\"@query-param\";name=\"c\"", "%C3%A9%20*")]
    [InlineData("\"x-two\"", "a, b")]
    [InlineData("\"x-blank\"", "a")]
    public async Task Every_component_has_the_value_of_the_RFC(string component, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var route = Route();
        var query = value.StartsWith('?') ? value : "?a=1&b=x%20y&b=z&c=%c3%a9+*";
        var components = $"{Covered[..^1]} {component})";
        var request = Signed(
            route,
            components + ";created=" + route.UnixNow,
            Base.Replace("?a=1", query, StringComparison.Ordinal).Replace("\"@signature-params\"", $"{component}: {value}\n\"@signature-params\"", StringComparison.Ordinal));

        request = request.With("X-Two", "a").With("X-Two", " b").With("X-Blank", "  a ") with { Target = "/hook" + query };
        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Target = "/hook" + query + "&d" }));
        Assert.NotEqual("passed", await route.OutcomeOfAsync(request.With("X-Two", "c") with { Method = "PUT" }));
    }

    [Fact]
    public async Task A_parameter_that_stands_twice_and_a_target_that_is_no_path_are_malformed()
    {
        using var route = Route();
        var twice = $"{Covered[..^1]} \"@query-param\";name=\"a\")";
        var request = Signed(route, twice + ";created=" + route.UnixNow, Base) with { Target = "/hook?a=1&a=1" };

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(request with { Target = "http://h.example/hook?a=1" }));
    }

    [Theory]
    [InlineData("{D}", "passed")]
    [InlineData("{D}, sha-512=:{512}:", "passed")]
    [InlineData("unixsum=:AAA=:, {D}", "passed")]
    [InlineData("sha-512=:{512}:", "passed")]
    [InlineData("unixsum=:AAA=:", "signature_invalid")]
    [InlineData("{D}, sha-512=:AAAA:", "signature_invalid")]
    [InlineData("{D}, {D}", "signature_invalid")]
    [InlineData("{D},", "signature_invalid")]
    [InlineData("sha-256=AAAA", "signature_invalid")]
    [InlineData("sha-256=::", "signature_invalid")]
    public async Task Each_digest_that_is_known_must_be_the_body_s(string digest, string outcome)
    {
        ArgumentNullException.ThrowIfNull(digest);
        using var route = Route();
        var written = digest.Replace("{D}", Digest, StringComparison.Ordinal)
            .Replace("{512}", Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(Body))), StringComparison.Ordinal);
        var request = Signed(route, Covered + ";created=" + route.UnixNow, Base.Replace(Digest, written, StringComparison.Ordinal), digest: written);

        Assert.Equal(outcome, await route.OutcomeOfAsync(request));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = Body + " " }));
    }

    [Theory]
    [InlineData("sig1=:{S}:", "passed")]
    [InlineData("other=:AAAA:, sig1=:{S}:", "passed")]
    [InlineData("sig1=:{S}: ,\tother=:AAAA:", "passed")]
    [InlineData("sig2=:{S}:", "signature_malformed")]
    [InlineData("sig1={S}", "signature_malformed")]
    [InlineData("sig1=:{S}", "signature_malformed")]
    [InlineData("sig1=:{S}:, sig1=:{S}:", "signature_malformed")]
    [InlineData("sig1=:{S}:,", "signature_malformed")]
    [InlineData(" sig1=:{S}:", "signature_malformed")]
    [InlineData("Sig1=:{S}:", "signature_malformed")]
    [InlineData("sig1=:AAAA:", "signature_invalid")]
    [InlineData("", "signature_missing")]
    [InlineData("a=:AA==:, b=:AA==:, c=:AA==:, d=:AA==:, e=:AA==:, f=:AA==:, g=:AA==:, h=:AA==:, sig1=:{S}:", "signature_malformed")]
    public async Task The_signature_of_the_label_counts(string signature, string outcome)
    {
        ArgumentNullException.ThrowIfNull(signature);
        using var route = Route();
        var right = Signed(route, Covered + ";created=" + route.UnixNow, Base);
        var made = right.Headers.First(header => header.Name == "Signature").Value["sig1=:".Length..^1];
        var written = signature.Replace("{S}", made, StringComparison.Ordinal);

        Assert.Equal(outcome, await route.OutcomeOfAsync(right with
        {
            Headers = [.. right.Headers.Where(header => header.Name != "Signature"), ("Signature", written)],
        }));
    }

    [Fact]
    public async Task Both_headers_must_stand_and_stand_once()
    {
        using var route = Route();
        var right = Signed(route, Covered + ";created=" + route.UnixNow, Base);

        foreach (var (name, value) in right.Headers.Where(header => header.Name != "Host"))
        {
            Assert.NotEqual("passed", await route.OutcomeOfAsync(right with { Headers = [.. right.Headers.Where(header => header.Name != name)] }));
            Assert.NotEqual("passed", await route.OutcomeOfAsync(right.With(name, value)));
        }
    }

    [Fact]
    public async Task The_configured_label_and_tag_are_asked_for()
    {
        using var route = Route(""", "Label": "mine", "Tag": "app" """);
        var created = Covered + ";created=" + route.UnixNow;

        Assert.Equal("passed", await route.OutcomeOfAsync(Signed(route, created + ";tag=\"app\"", Base, label: "mine")));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(Signed(route, created + ";tag=\"app\"", Base)));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(Signed(route, created, Base, label: "mine")));
    }

    [Fact]
    public async Task A_nonce_may_name_the_event()
    {
        using var route = Route(rest: """, "Deduplication": { "Key": "signature:nonce" } """);
        var request = Signed(route, Covered + ";created=" + route.UnixNow + ";nonce=\"n-1\"", Base);

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal("duplicate_in_flight", await route.OutcomeOfAsync(request));
    }

    [Fact]
    public async Task The_gateway_signs_as_the_provider_would_with_a_shared_secret()
    {
        using var route = Route(""", "Label": "mine", "Tag": "a\"b" """);
        var request = new TestRequest { Target = "/hook?a=1", Text = Body };
        using var draft = route.Receive(request);
        draft.Body.TryReserve(Body.Length);
        draft.Body.Append(new System.Buffers.ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(Body)));
        route.Signer.Sign(draft, route.Clock.GetUtcNow());

        Assert.Equal("passed", await route.OutcomeOfAsync(SignatureHeaders.Aggregate(
            request, (signed, name) => signed.With(name, draft.Request.Headers[name].ToString()))));
    }

    [Theory]
    [InlineData("", "passed")]
    [InlineData(";keyid=\"second\"", "passed")]
    [InlineData(";keyid=\"first\"", "signature_invalid")]
    [InlineData(";keyid=\"other\"", "signature_invalid")]
    public async Task The_keys_may_be_those_that_the_provider_publishes(string parameters, string outcome)
    {
        using var first = new TestWebKey("first");
        using var second = new TestWebKey("second");
        using var set = new TestFile(Encoding.UTF8.GetBytes(TestWebKey.Set(first, second)));
        using var route = TestRoute.Compile($$"""
            {
              "PublicUrl": "https://h.example",
              "Signature": {
                "Algorithm": "http-message-signatures", "MessageSignature": { "Algorithm": "ecdsa-p256-sha256" }, "KeySet": "file:{{set.Path}}"
              },
              "Replay": { "Timestamp": "signature:created" }
            }
            """);
        var said = Covered + ";created=" + route.UnixNow + parameters;
        var request = Signed(route, said, Base).Headers.Where(header => header.Name != "Signature");

        var journey = await route.SendAsync(new TestRequest { Target = "/hook?a=1", Text = Body, Headers = [.. request] }
            .With("Signature", $"sig1=:{Convert.ToBase64String(second.Sign(Encoding.Latin1.GetBytes(Base + said)))}:"));

        Assert.Equal(outcome, journey.Code);
        Assert.Equal(outcome == "passed" ? "second" : null, journey.Webhook.KeyId);
    }

    [Fact]
    public void A_key_set_of_shared_secrets_is_a_problem() => Assert.Contains(
        TestRoute.ProblemsOf("""
            {
              "PublicUrl": "https://h.example",
              "Signature": {
                "Algorithm": "http-message-signatures", "MessageSignature": { "Algorithm": "hmac-sha256" }, "KeySet": "https://h.example/keys"
              },
              "Replay": { "Timestamp": "signature:created" }
            }
            """),
        problem => problem.Contains("is for public keys", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{ "Algorithm": "hmac-sha256", "Components": [ "@status", "X-Upper", "@query-param", "date;sf", "date", "date" ] }""", "Components[0]|Components[1]|Components[2]|Components[3]|Components[5]: 'date' stands twice")]
    [InlineData("""{ "Algorithm": "rsa-sha1" }""", "MessageSignature.Algorithm: found 'rsa-sha1'; expected hmac-sha256, ed25519")]
    [InlineData("""{ }""", "MessageSignature.Algorithm: is missing")]
    public void What_is_wrong_with_the_section_is_told(string section, string messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var problems = string.Join('\n', TestRoute.ProblemsOf(
            $$"""
            {
              "Signature": { "Algorithm": "http-message-signatures", "From": "header:X", "Content": "{body}", "Secrets": "env:SECRET", "MessageSignature": {{section}} }
            }
            """));

        Each.Is(messages.Split('|'), message => Assert.Contains(message, problems, StringComparison.Ordinal));
        Assert.Contains("Verification.PublicUrl: is required", problems, StringComparison.Ordinal);
        Assert.Contains("Verification.Replay: is missing", problems, StringComparison.Ordinal);
        Assert.Contains("Signature.From: has no effect", problems, StringComparison.Ordinal);
        Assert.Contains("Signature.Content: has no effect", problems, StringComparison.Ordinal);
    }

    private static TestRoute Route(string settings = "", string rest = "") => TestRoute.Compile(
        $$"""
        {
          "PublicUrl": "https://h.example",
          "Signature": {
            "Algorithm": "http-message-signatures",
            "MessageSignature": { "Algorithm": "hmac-sha256"{{settings}} },
            "Secrets": [ { "Id": "one", "Value": "env:SECRET" }, { "Id": "two", "Value": "env:OLD_SECRET" } ]
          },
          "Replay": { "Timestamp": "signature:created" }{{rest}}
        }
        """);

    private static TestRequest Signed(TestRoute route, string parameters, string signed, string label = "sig1", string? digest = null)
    {
        Assert.NotNull(route);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestRoute.Secret), Encoding.Latin1.GetBytes(signed + parameters)));
        return new TestRequest { Target = "/hook?a=1", Text = Body }
            .With("Host", "evil.example")
            .With("Content-Digest", digest ?? Digest)
            .With("Signature-Input", $"{label}={parameters}")
            .With("Signature", $"{label}=:{signature}:");
    }

    private static string Text(long seconds) => seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
