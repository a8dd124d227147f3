using System.CommandLine;
using System.Text.Json.Nodes;
using Gateway.Cli;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary>What commands list fits a terminal of 80 columns, and each identifier can be copied from it as a whole.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class TableWidthTests : IAsyncLifetime
{
    private const int Columns = 80;
    private const string Route = "payments-of-the-largest-customer-in-the-north";
    private const string TenantRoute = "shops";
    private const string Tenant = "the-shop-of-the-largest-customer-in-the-north.example.com";
    private const string SecretId = "the-secret-of-the-largest-customer-in-the-north-from-2026";
    private const string Destination = "ledger-of-the-largest-customer-in-the-north";
    private const string EventType = "customer.subscription.trial_will_end_in_the_north";
    private const string EventId = "evt_0123456789abcdefghijklmnopqrstuvwxyz0123456789";
    private const string Place = "a_member_with_a_long_name_that_no_column_has_room_for";

    private readonly CommandLine _commandLine = new();
    private Upstream _upstream = null!;
    private TestConfiguration _configuration = null!;
    private TestGateway _gateway = null!;

    /// <summary>Each command that prints a table, with the identifiers that have to stand in it; ID stands for those of the lists.</summary>
    public static TheoryData<string, string[]> Tables => new()
    {
        { "captures list", ["CAPTURE", "REQUEST", Route, "signature_invalid"] },
        { "captures release --all --dry-run", ["CAPTURE", "signature_invalid"] },
        { "deliveries list", ["DELIVERY", Route, Destination, EventType, EventId] },
        { "deliveries show DELIVERY", ["DELIVERY", Route, Destination, EventType] },
        { "deliveries replay --state dead --all --dry-run", ["DELIVERY", Destination] },
        { "dead-letters list", ["DELIVERY", Route, Destination, EventType, EventId] },
        { "dead-letters show DELIVERY", ["DELIVERY", Destination] },
        { "dead-letters replay --all --dry-run", ["DELIVERY", EventId] },
        { "dead-letters discard --all --dry-run", ["DELIVERY", EventId] },
        { $"tenants list {TenantRoute}", [Tenant, SecretId, "2026-01-02T03:04:05Z", "2027-01-02T03:04:05Z"] },
        { "schema drift", [Route, $"/{Place}"] },
        { "rehearse --candidate CANDIDATE", ["signature_invalid", "such as"] },
        { "providers", ["stripe", "http-message-signatures"] },
        { "providers --filter microsoft", ["microsoft-graph"] },
    };

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _upstream.Answer = context => QueueScene.AnswerAsync(context, 422);
        _configuration = new TestConfiguration(
            _upstream.Url,
            $$"""{ {{SignedWebhook.Scheme}}, "Events": { "Type": "body:/type" }, "Schema": { "File": "schema.json", "Drift": true }, "Deduplication": { "Key": "body:/id" }, "Delivery": { "Mode": "Queue", "To": [ "{{Destination}}" ], "Retry": { "FinalStatuses": [ 422 ] } } }""");
        _configuration.WithFile("schema.json", """{ "properties": { "id": { "type": "string" }, "type": true, "data": true } }""").Change(root =>
        {
            var proxy = root["ReverseProxy"]!;
            proxy["Routes"] = new JsonObject { [Route] = proxy["Routes"]!["hooks"]!.DeepClone() };
            proxy["Clusters"]![Destination] = proxy["Clusters"]!["backend"]!.DeepClone();
            proxy["Routes"]![TenantRoute] = JsonNode.Parse("""
                { "ClusterId": "backend", "Match": { "Path": "/shops/{tenant}" }, "Verification": { "Tenant": { "From": "path:tenant" },
                  "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Store": true } } } }
                """);
            root["Gateway"]!["Storage"]!["EncryptionKeys"] = new JsonArray("env:KEY_A");
        });
        _configuration.Environment["KEY_A"] = Convert.ToBase64String(Pattern.Bytes(32, start: 1));
        _gateway = await TestGateway.StartAsync(_configuration);
        var (stored, text) = await _gateway.PutTenantAsync(
            Tenant, $$"""{ "secret": "the-secret-of-the-shop-0001", "id": "{{SecretId}}", "notBefore": "2026-01-02T03:04:05Z", "notAfter": "2027-01-02T03:04:05Z" }""", TenantRoute);
        Assert.True(stored is 200 or 201 or 204, text);
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{EventId}}","type":"{{EventType}}","{{Place}}":1}""");
        await SendAsync(webhook.Request());
        using var forged = webhook.Request();
        forged.Headers.Remove(SignedWebhook.SignatureHeader);
        forged.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));
        await SendAsync(forged);
        foreach (var (name, value) in _configuration.Environment)
        {
            _commandLine.Environment[name] = value;
        }

        _commandLine.Environment["Gateway__Admin__Url"] = _gateway.AdminUrl.ToString();
    }

    public async Task DisposeAsync()
    {
        _commandLine.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_fits_80_columns_and_cuts_no_identifier(string command, string[] identifiers)
    {
        ArgumentNullException.ThrowIfNull(command);
        var known = await KnownAsync();

        var code = await _commandLine.RunAsync([.. command.Split(' ').Select(word => known.GetValueOrDefault(word, word)), "--config", _configuration.Path]);

        Assert.True(code is 0 or 1 or 3, _commandLine.Error);
        Assert.NotEmpty(_commandLine.Output);
        Assert.DoesNotContain(_commandLine.Output.Split('\n'), line => line.Length > Columns);
        Each.Is(identifiers, identifier => Assert.Contains(known.GetValueOrDefault(identifier, identifier), _commandLine.Output, StringComparison.Ordinal));
    }

    /// <summary>A new one is to stand in the table.</summary>
    [Fact]
    public void Every_command_that_lists_is_among_them() =>
        Assert.DoesNotContain(
            Leaves(GatewayCommand.Create(_ => null), "")
                .Where(path => path.EndsWith(" list", StringComparison.Ordinal) || path is "providers" or "rehearse" or "schema drift"),
            path => !Tables.Any(row => $"{row[0]} ".StartsWith($"{path} ", StringComparison.Ordinal)));

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(inner => Leaves(inner, path.Length == 0 ? inner.Name : $"{path} {inner.Name}"));

    /// <summary>What is known of ids when everything has ended.</summary>
    private async Task<Dictionary<string, string>> KnownAsync()
    {
        var api = new AdminApi(_gateway);
        await Eventually.IsTrueAsync(
            async () => (await api.ListAsync("state=dead")).Count == 1
                && JsonNode.Parse((await api.GetAsync("/api/captures")).Text)!["captures"]!.AsArray().Count == 1,
            "both have ended");
        var capture = JsonNode.Parse((await api.GetAsync("/api/captures")).Text)!["captures"]![0]!;
        using var candidate = new TestConfiguration(_upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Mode": "Monitor" }""");
        var file = Path.Combine(Path.GetDirectoryName(_configuration.Path)!, "candidate.json");
        File.Copy(candidate.Path, file, overwrite: true);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CAPTURE"] = capture["id"]!.ToString(),
            ["REQUEST"] = capture["requestId"]!.ToString(),
            ["DELIVERY"] = (await api.ListAsync())[0]!["id"]!.ToString(),
            ["CANDIDATE"] = file,
        };
    }

    private async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            await _gateway.SendAsync(request);
        }
    }
}
