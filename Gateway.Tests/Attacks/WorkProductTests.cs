using System.Globalization;
using System.Text;
using Gateway.Tests.Support;
using Gateway.Verification.Fetching;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks;

/// <summary>Work that is a product of two lists which the sender writes: read in one pass, bounded by a count, refused before it is done.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class WorkProductTests(ITestOutputHelper output)
{
    /// <summary>What the CPU of an unsigned request may be, in forged HMACs over 1 KB.</summary>
    private const double Most = 20;

    private const int Rounds = 3;
    private const int RequestsARound = 100;

    private const string Message =
        """
        {
          "PublicUrl": "https://gateway.test",
          "Signature": {
            "Algorithm": "http-message-signatures",
            "MessageSignature": { "Algorithm": "hmac-sha256", "Components": [ "@method" ] },
            "Secrets": [ { "Id": "key-1", "Value": "env:SECRET" } ]
          },
          "Replay": { "Timestamp": "signature:created" }
        }
        """;

    private static readonly string Hash = new('0', 64);

    [Fact]
    public async Task An_unsigned_request_costs_at_most_twenty_forged_HMACs_whatever_lists_it_is_made_of()
    {
        var requests = Requests();
        using var configuration = new TestConfiguration("http://127.0.0.1:9", UnsignedRequest.Forged.Verification);
        AddRoutes(configuration, requests);
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        var costs = requests.ToDictionary(request => request, _ => TimeSpan.Zero);
        foreach (var round in Enumerable.Range(0, Rounds + 1))
        {
            foreach (var request in requests)
            {
                // The one that all are compared with is cheap: a clock of 10 ms needs more of it.
                var before = gateway.CpuTime;
                await SendAsync(connection, request, request == UnsignedRequest.Forged ? 10 * RequestsARound : RequestsARound);
                costs[request] += round == 0 ? TimeSpan.Zero : gateway.CpuTime - before; // The first warms up.
            }
        }

        var forged = costs[UnsignedRequest.Forged] / 10;
        foreach (var (request, cost) in costs)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost / forged,6:0.0} x  {request.Name}"));
        }

        Each.Is(costs.Where(cost => cost.Key != UnsignedRequest.Forged), cost => Assert.True(
            cost.Value / forged <= Most, $"{cost.Key.Name} costs {cost.Value / forged:0.0} forged HMACs."));
    }

    [Fact]
    public async Task A_query_of_more_parameters_than_any_provider_sends_is_not_read_and_one_of_as_many_is()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, """{ "Signature": { "Algorithm": "shared-token", "From": "query:token", "Secrets": [ "env:SECRET" ] } }"""));

        Assert.Equal(401, await StatusAsync(gateway, Plain("?" + Times("a&", 100) + $"token={TestConfiguration.Secret}")));
        Assert.Empty(upstream.Received);
        Assert.Equal(200, await StatusAsync(gateway, Plain("?" + Times("a&", 99) + $"token={TestConfiguration.Secret}")));
        Assert.Single(upstream.Received);
    }

    [Fact]
    public async Task A_form_of_more_fields_than_any_provider_sends_is_not_read_and_one_of_as_many_is()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, """{ "Signature": { "Algorithm": "shared-token", "From": "form:token", "Secrets": [ "env:SECRET" ] } }"""));

        Assert.Equal(401, await StatusAsync(gateway, Form(Times("a&", 1000) + $"token={TestConfiguration.Secret}")));
        Assert.Empty(upstream.Received);
        Assert.Equal(200, await StatusAsync(gateway, Form(Times("a&", 999) + $"token={TestConfiguration.Secret}")));
        Assert.Single(upstream.Received);
    }

    [Fact]
    public async Task Of_a_key_that_nobody_has_no_component_is_looked_up()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, Message));

        // The request lacks the component: with a known key that is found out, and said.
        Assert.Equal(401, await StatusAsync(gateway, Signed("key-1")));
        Assert.Equal(401, await StatusAsync(gateway, Signed("key-2")));
        await gateway.CountsAsync("signature_malformed", 1);
        await gateway.CountsAsync("signature_invalid", 1);
        Assert.Empty(upstream.Received);

        static byte[] Signed(string key) => Plain(
            "", $"Signature-Input: a=(\"@method\" \"x-none\");created={Now};keyid=\"{key}\"\r\nSignature: a=:AAAA:\r\n");
    }

    /// <summary>Each signature is a computation for each key: a provider's two under two keys are tried, eight that somebody lists are not.</summary>
    [Theory]
    [InlineData(2, 200)]
    [InlineData(5, 200)]
    [InlineData(8, 401)]
    public async Task Signatures_under_another_key_than_the_first_are_tried_as_far_as_a_provider_rotates(int count, int status)
    {
        var (first, second) = (TestKey.Edwards(1), TestKey.Edwards(2));
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(
            upstream.Url,
            """
            {
              "Signature": {
                "Algorithm": "ed25519", "From": "header:X-Signature", "Separator": ",", "Key": "spki", "Encoding": "base64",
                "Secrets": [ "env:FIRST", { "Id": "second", "Value": "env:SECOND" } ]
              }
            }
            """);
        (configuration.Environment["FIRST"], configuration.Environment["SECOND"]) = (first.Spki, second.Spki);
        await using var gateway = await TestGateway.StartAsync(configuration);
        var others = Enumerable.Range(0, count - 1).Select(i => second.Sign([(byte)i]));
        var listed = string.Join(',', others.Append(second.Sign("{}"u8.ToArray())).Select(Convert.ToBase64String));

        Assert.Equal(status, await StatusAsync(
            gateway, UnsignedRequest.Of("", "/hook", "", "", $"Content-Type: application/json\r\nX-Signature: {listed}\r\n", "{}"u8).Bytes));
    }

    /// <summary>Tried one after the other, the places of four asterisks in two thousand characters are their fourth power.</summary>
    [Fact]
    public void A_URL_is_matched_in_one_pass_however_many_asterisks_a_pattern_has()
    {
        var patterns = UrlPattern.ParseAll(["https://keys.acme.example/*a*a*a*b"], (error, _) => Assert.Fail(error));

        Assert.Null(UrlPattern.Match(patterns, "https://keys.acme.example/" + Times("a", 2000)));
        Assert.NotNull(UrlPattern.Match(patterns, "https://keys.acme.example/" + Times("a", 1000) + "b"));
        Assert.Null(UrlPattern.Match(patterns, "https://keys.acme.example/aaab"));
        Assert.NotNull(UrlPattern.Match(patterns, "https://keys.acme.example/xaxaxaxb"));
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static List<UnsignedRequest> Requests()
    {
        var queryParams = string.Join(' ', Enumerable.Range(0, 29).Select(i => $"\"@query-param\";name=\"p{i}\""));
        var inputs = string.Join(',', Enumerable.Range(0, 8).Select(i => $"s{i}=(\"@method\" {queryParams});created={Now};keyid=\"key-1\""));
        var signatures = string.Join(',', Enumerable.Range(0, 8).Select(i => $"s{i}=:AAAA:"));
        var parameters = "?" + string.Join('&', Enumerable.Range(0, 29).Select(i => $"p{i}")) + Times("&a", 3800);
        var few = "?" + string.Join('&', Enumerable.Range(0, 90).Select(i => $"p{i}=%41%42"));
        var input = string.Join(',', Enumerable.Range(0, 2).Select(i => $"s{i}=(\"@method\" {queryParams});created={Now};keyid=\"key-1\""));
        var places = string.Join(" | ", Enumerable.Range(0, 15).Select(i => $"form:place{i}"));
        var half = Encoding.ASCII.GetBytes(Times("a&", 524_288));
        var token = $$"""{ "Signature": { "Algorithm": "shared-token", "From": "{{places}}", "Secrets": [ "env:SECRET" ] } }""";
        const string form = "Content-Type: application/x-www-form-urlencoded\r\n";
        return
        [
            UnsignedRequest.Forged,
            UnsignedRequest.Of(
                "8 inputs of 29 parameters of a query of 3,829", "/message", Message, parameters,
                $"Signature-Input: {inputs}\r\nSignature: {signatures}\r\n", []),
            UnsignedRequest.Of(
                "2 inputs of 29 parameters of a query of 90", "/message", Message, few, $"Signature-Input: {input}\r\nSignature: {signatures}\r\n", []),
            UnsignedRequest.Of("524,288 fields x 15 places", "/places", token, "", form, half),
            UnsignedRequest.Of(
                "256 fields of a sorted form", "/sorted",
                """{ "Provider": "twilio", "PublicUrl": "https://gateway.test", "Signature": { "Secrets": [ "env:SECRET", { "Id": "old", "Value": "env:SECRET" } ] } }""",
                "", $"{form}X-Twilio-Signature: {new string('A', 27)}=\r\n", Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 256).Select(i => $"n%61me{i * 7919 % 256}=v{i}")))),
            UnsignedRequest.Of(
                "16,000 names of signed headers", "/contentful", """{ "Provider": "contentful", "Signature": { "Secrets": [ "env:SECRET" ] } }""",
                "", $"Content-Type: application/json\r\nx-contentful-signature: {Hash}\r\nx-contentful-timestamp: {Now}000\r\nx-contentful-signed-headers: {Times("a,", 15_000)}\r\n", [(byte)'{', (byte)'}']),
            UnsignedRequest.Of(
                "8 signatures with Ed25519", "/v1a", $$"""{ "Provider": "standard-webhooks-v1a", "Signature": { "Secrets": [ "{{Key}}", { "Id": "old", "Value": "{{Key}}" } ] } }""",
                "", $"Content-Type: application/json\r\nwebhook-id: x\r\nwebhook-timestamp: {Now}\r\nwebhook-signature: {Times("v1a," + new string('A', 86) + "== ", 7)}v1a,{new string('A', 86)}==\r\n", [(byte)'{', (byte)'}']),
        ];
    }

    private static string Key => "env:EDWARDS";

    private static void AddRoutes(TestConfiguration configuration, List<UnsignedRequest> requests)
    {
        configuration.Environment["EDWARDS"] = "whpk_" + Convert.ToBase64String(Convert.FromBase64String(TestKey.Ed25519.Spki)[^32..]);
        configuration.Change(root =>
        {
            foreach (var request in requests.DistinctBy(request => request.Path))
            {
                root["ReverseProxy"]!["Routes"]![request.Path[1..]] = new System.Text.Json.Nodes.JsonObject
                {
                    ["ClusterId"] = "backend",
                    ["Match"] = new System.Text.Json.Nodes.JsonObject { ["Path"] = request.Path },
                    ["Verification"] = System.Text.Json.Nodes.JsonNode.Parse(request.Verification),
                };
            }
        });
    }

    private static async Task SendAsync(RawConnection connection, UnsignedRequest request, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await connection.SendAsync(request.Bytes);
            var (status, _, body) = await connection.ReadAsync();
            Assert.True(status is 400 or 401, $"{request.Name}: {status} {body}");
        }
    }

    private static byte[] Plain(string query, string headers = "") =>
        Encoding.Latin1.GetBytes($"POST /hook{query} HTTP/1.1\r\nHost: gateway.test\r\n{headers}Content-Length: 0\r\n\r\n");

    private static byte[] Form(string body) => UnsignedRequest.Of(
        "a form", "/hook", "", "", "Content-Type: application/x-www-form-urlencoded\r\n", Encoding.ASCII.GetBytes(body)).Bytes;

    private static async Task<int> StatusAsync(TestGateway gateway, byte[] request)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(request);
        return (await connection.ReadAsync()).Status;
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
