using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway deliveries</c> and <c>gateway dead-letters</c> beside a running gateway.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class DeliveriesCommandTests : IDisposable
{
    private const string TwoDestinations = """ "To": [ "backend", "audit" ], "Retry": { "FinalStatuses": [ 422 ] } """;

    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Theory]
    [InlineData(4, "deliveries")]
    [InlineData(2, "deliveries", "--state", "dead")]
    [InlineData(2, "dead-letters")]
    [InlineData(1, "dead-letters", "--event-id", "evt_2")]
    [InlineData(1, "deliveries", "--destination", "backend", "--event-id", "evt_2", "--route", "hooks", "--until", "2100-01-01")]
    [InlineData(0, "dead-letters", "--destination", "backend")]
    [InlineData(0, "dead-letters", "--reason", "retries_exhausted")]
    [InlineData(0, "deliveries", "--type", "none")]
    [InlineData(0, "deliveries", "--from", "2100-01-01T00:00:00+01:00")]
    public async Task A_list_has_a_line_for_each_event_and_destination(int count, params string[] arguments)
    {
        await using var scene = await OfTwoEventsAsync();
        ArgumentNullException.ThrowIfNull(arguments);

        Assert.True(await RunAsync(scene, [arguments[0], "list", .. arguments[1..]]) == 0, _commandLine.Error);

        var lines = Lines(_commandLine.Output);
        Assert.Equal(count, Rows(lines).Count);
        Assert.Equal(count, lines.Count(line => line.StartsWith("  hooks -> ", StringComparison.Ordinal)));
        Assert.Empty(_commandLine.Error);
    }

    [Fact]
    public async Task Dead_letters_are_discarded_by_choice_and_nothing_else_is()
    {
        await using var scene = await OfTwoEventsAsync();

        Assert.Equal(2, await RunAsync(scene, "dead-letters", "discard"));
        Assert.Equal(0, await RunAsync(scene, "dead-letters", "discard", "--event-id", "evt_1", "--dry-run"));
        Assert.EndsWith("1 would be discarded; nothing was changed.\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(scene, "dead-letters", "discard", "--event-id", "evt_1"));
        Assert.EndsWith("1 discarded.\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await new AdminApi(scene.Gateway).ListAsync()).Count);
        Assert.Equal(0, await RunAsync(scene, "dead-letters", "discard", "--all"));

        Assert.Equal(["delivered", "delivered"], (await new AdminApi(scene.Gateway).ListAsync()).Select(delivery => delivery!["state"]!.ToString()));
    }

    [Fact]
    public async Task The_newest_come_first_if_asked_for_and_no_more_than_asked_for()
    {
        await using var scene = await OfTwoEventsAsync();

        Assert.Equal(0, await RunAsync(scene, "dead-letters", "list", "--newest", "--limit", "1"));

        Assert.Single(Rows(Lines(_commandLine.Output)));
        Assert.Contains(" evt_2 ", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal("There are more: --limit N, or an option that chooses.", _commandLine.Error.Trim());
    }

    [Fact]
    public async Task As_JSON_there_is_an_object_a_line_and_nothing_else()
    {
        await using var scene = await OfTwoEventsAsync();

        Assert.Equal(0, await RunAsync(scene, "dead-letters", "list", "--json"));

        Assert.Equal(["evt_1", "evt_2"], Lines(_commandLine.Output).Select(line => JsonNode.Parse(line)!["eventId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_list_goes_on_behind_a_page()
    {
        const int events = 203;
        await using var scene = await QueueScene.StartAsync("\"Concurrency\": 64");
        for (var number = 0; number < events; number++)
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        Assert.Equal(0, await RunAsync(scene, "deliveries", "list", "--limit", "1000"));

        Assert.Equal(events, Rows(Lines(_commandLine.Output)).Count);
    }

    [Fact]
    public async Task One_is_shown_with_its_attempts()
    {
        await using var scene = await OfTwoEventsAsync();
        var id = await IdAsync(scene, "evt_1");

        Assert.Equal(0, await RunAsync(scene, "dead-letters", "show", id));

        var lines = Lines(_commandLine.Output);
        Assert.Equal($"event     {id}", lines[0]);
        Assert.Equal("type, id  -, evt_1", lines[3]);
        Assert.StartsWith("request   POST /hook, ", lines[4], StringComparison.Ordinal);
        Assert.Contains("          X-Signature: (64 characters)", lines);
        Assert.Contains("          Content-Type: application/json", lines);
        Assert.Contains(lines, line => line.StartsWith("audit: dead (final_status), since ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("  final 422 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("backend: delivered, since ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task As_JSON_one_is_one_line()
    {
        await using var scene = await OfTwoEventsAsync();
        var id = await IdAsync(scene, "evt_1");

        Assert.Equal(0, await RunAsync(scene, "deliveries", "show", id, "--json"));

        Assert.Equal(id, JsonNode.Parse(Assert.Single(Lines(_commandLine.Output)))!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_exact_body_is_written_to_a_file()
    {
        await using var scene = await OfTwoEventsAsync();
        var folder = Directory.CreateTempSubdirectory("gateway-body-");
        var file = Path.Combine(folder.FullName, "body");

        Assert.Equal(0, await RunAsync(scene, "deliveries", "show", await IdAsync(scene, "evt_1"), "--body", file));
        var failed = await RunAsync(scene, "deliveries", "show", await IdAsync(scene, "evt_1"), "--body", folder.FullName);

        var delivered = scene.BackendUpstream.Received.Single(request => request.Body.AsSpan().IndexOf("evt_1"u8) >= 0); // Two, in any order.
        Assert.Equal(delivered.Body, await File.ReadAllBytesAsync(file));
        Assert.Equal(1, failed);
        Assert.Contains(folder.FullName, _commandLine.Error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1, "evt_1")]
    [InlineData(2, "--all")]
    [InlineData(1, "--event-id", "evt_2")]
    [InlineData(0, "--destination", "backend")]
    public async Task A_dry_run_says_what_would_be_replayed_and_a_replay_does_it(int count, params string[] choice)
    {
        await using var scene = await OfTwoEventsAsync();
        var chosen = choice is [['e', ..] eventId] ? new[] { await IdAsync(scene, eventId) } : choice;

        Assert.Equal(0, await RunAsync(scene, ["dead-letters", "replay", .. chosen, "--dry-run"]));
        var dry = Lines(_commandLine.Output);
        Assert.Equal(2, scene.AuditUpstream.Received.Count);
        Assert.Equal(0, await RunAsync(scene, ["dead-letters", "replay", .. chosen]));

        Assert.Equal(count, Rows(dry).Count);
        Assert.Equal($"{count} would be replayed; nothing was changed.", dry[^1]);
        Assert.Equal([.. dry[..^1], $"{count} replayed."], Lines(_commandLine.Output)[dry.Length..]);
        await QueueScene.ReceivedAsync(scene.AuditUpstream, 2 + count);
        Assert.Equal(2, scene.BackendUpstream.Received.Count);
    }

    [Fact]
    public async Task A_dry_run_of_the_dead_letters_needs_no_choice()
    {
        await using var scene = await OfTwoEventsAsync();

        Assert.Equal(0, await RunAsync(scene, "dead-letters", "replay", "--dry-run"));

        Assert.Equal("2 would be replayed; nothing was changed.", Lines(_commandLine.Output)[^1]);
    }

    [Theory]
    [InlineData("Say which: ", "dead-letters", "replay")]
    [InlineData("Say which: ", "deliveries", "replay")]
    [InlineData("Say which: ", "deliveries", "replay", "--state", "dead")]
    [InlineData("Say --state ", "deliveries", "replay", "--all")]
    [InlineData("Say --state ", "deliveries", "replay", "--dry-run")]
    [InlineData("Name an id, or a state", "deliveries", "replay", "--all", "--state", "waiting")]
    [InlineData("With an id only ", "dead-letters", "replay", "00000000-0000-0000-0000-000000000001", "--route", "hooks")]
    [InlineData("'state' is one of ", "deliveries", "list", "--state", "gone")]
    [InlineData("'reason' is one of ", "dead-letters", "list", "--reason", "gone")]
    [InlineData("'from' and 'until' are times ", "dead-letters", "list", "--from", "yesterday")]
    public async Task A_command_line_that_leaves_open_what_is_meant_ends_with_2(string message, params string[] arguments)
    {
        await using var scene = await OfTwoEventsAsync();

        Assert.Equal(2, await RunAsync(scene, arguments));

        Assert.StartsWith(message, _commandLine.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2), (scene.BackendUpstream.Received.Count, scene.AuditUpstream.Received.Count));
    }

    [Theory]
    [InlineData("No event 00000000-0000-0000-0000-000000000001 is kept", "deliveries", "show", "00000000-0000-0000-0000-000000000001")]
    [InlineData("No event 00000000-0000-0000-0000-000000000001 is kept", "dead-letters", "replay", "00000000-0000-0000-0000-000000000001")]
    public async Task What_is_not_there_ends_with_1(string message, params string[] arguments)
    {
        await using var scene = await QueueScene.StartAsync();

        Assert.Equal(1, await RunAsync(scene, arguments));

        Assert.StartsWith(message, _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--limit is at least 1", "deliveries", "list", "--limit", "0")]
    [InlineData("Cannot parse argument 'x'", "deliveries", "show", "x")]
    public async Task What_cannot_be_understood_ends_with_2(string message, params string[] arguments)
    {
        await using var scene = await QueueScene.StartAsync();

        Assert.Equal(2, await RunAsync(scene, arguments));

        Assert.StartsWith(message, _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deliveries", "list")]
    [InlineData("deliveries", "show", "00000000-0000-0000-0000-000000000001")]
    [InlineData("dead-letters", "replay", "--all")]
    public async Task Without_a_gateway_it_ends_with_1_and_says_where_it_asked(params string[] arguments)
    {
        _commandLine.Environment["Gateway__Admin__Url"] = "http://127.0.0.1:1";

        Assert.Equal(1, await _commandLine.RunAsync([.. arguments ?? [], "--config", "/nowhere/gateway.json"]));

        Assert.StartsWith("http://127.0.0.1:1/: ", _commandLine.Error, StringComparison.Ordinal);
        Assert.Contains("The gateway has to be running; --config", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_at_the_address_is_no_gateway()
    {
        await using var other = await Upstream.StartAsync();
        _commandLine.Environment["Gateway__Admin__Url"] = other.Url;

        Assert.Equal(1, await _commandLine.RunAsync("deliveries", "list", "--config", "/nowhere/gateway.json"));

        Assert.Contains("The gateway has to be running; --config", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_the_one_that_the_configuration_names()
    {
        await using var scene = await QueueScene.StartAsync(
            change: root => root["Gateway"]!["Admin"] = JsonNode.Parse("""{ "Url": "http://127.0.0.1:0", "Token": "env:ADMIN" }"""),
            store: configuration => configuration.Environment["ADMIN"] = "admin-token-0123456789");

        Assert.Equal(1, await RunAsync(scene, "deliveries", "list", "--json"));
        Assert.StartsWith("The gateway asks for its admin token", _commandLine.Error, StringComparison.Ordinal);

        _commandLine.Environment["ADMIN"] = "admin-token-0123456789";
        Assert.Equal(0, await RunAsync(scene, "deliveries", "list", "--json"));
    }

    [Fact]
    public async Task What_a_sender_calls_its_event_neither_moves_the_cursor_nor_widens_the_table()
    {
        await using var scene = await QueueScene.StartAsync();
        const string hostile = "\\u001b[2J\\u001b]0;owned\\u0007\\r\\n\\u0085\\u202e\\u2028";
        var padding = new string('x', 200);
        await scene.QueueAsync(new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{hostile}}{{padding}}"}"""));
        await scene.HasAsync(DeliveryState.Delivered, 1);

        Assert.Equal(0, await RunAsync(scene, "deliveries", "list"));
        Each.Is(Lines(_commandLine.Output), line => Assert.InRange(line.Length, 1, 80));
        Assert.Single(Rows(Lines(_commandLine.Output)));
        var id = (await scene.ListAsync(DeliveryState.Delivered))[0].Event.Id.ToString();
        Assert.Equal(0, await RunAsync(scene, "deliveries", "show", id));
        Assert.Equal(0, await RunAsync(scene, "deliveries", "list", "--json"));

        Assert.DoesNotContain(_commandLine.Output, character =>
            (char.IsControl(character) && character != '\n') || character is '\u202e' or '\u2028');
        Assert.Contains("?[2J?]0;owned???", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains(padding, _commandLine.Output, StringComparison.Ordinal);
    }

    /// <summary>Those that begin with an id; what is said of each stands below it.</summary>
    private static List<string> Rows(IEnumerable<string> lines) => [.. lines.Where(line => Guid.TryParse(line.Split(' ')[0], out _))];

    private static async Task<QueueScene> OfTwoEventsAsync()
    {
        var scene = await QueueScene.StartAsync(TwoDestinations);
        scene.AuditUpstream.Answer = context => QueueScene.AnswerAsync(context, 422);
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await scene.QueueAsync(SignedWebhook.Event("evt_2"));
        await scene.HasAsync(DeliveryState.Delivered, 2);
        await scene.HasAsync(DeliveryState.Dead, 2);
        return scene;
    }

    private static async Task<string> IdAsync(QueueScene scene, string eventId) =>
        (await new AdminApi(scene.Gateway).ListAsync($"eventId={eventId}"))[0]!["id"]!.GetValue<string>();

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    private Task<int> RunAsync(QueueScene scene, params string[] arguments)
    {
        _commandLine.Environment["Gateway__Admin__Url"] = scene.Gateway.AdminUrl.ToString();
        return _commandLine.RunAsync([.. arguments, "--config", scene.Configuration.Path]);
    }
}
