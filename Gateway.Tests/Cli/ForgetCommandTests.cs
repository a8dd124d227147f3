using System.Net;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway forget</c> beside a running gateway.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ForgetCommandTests : IAsyncLifetime
{
    private static readonly (HttpStatusCode Status, string Body) Duplicate = (HttpStatusCode.OK, """{"status":"already_processed"}""");

    private readonly CommandLine _commandLine = new();
    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync()
    {
        _commandLine.Dispose();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("memory", "")]
    [InlineData("sqlite", "")]
    [InlineData("sqlite", """, "Durability": "BeforeAnswer" """)]
    public async Task The_next_copy_of_a_forgotten_event_is_forwarded_and_those_behind_it_are_not(string store, string durability)
    {
        var configuration = Configuration($$"""{ "Key": "body:/id"{{durability}} }""");
        await using var gateway = await TestGateway.StartAsync(store == "sqlite" ? configuration.WithSqlite() : configuration);
        var (event1, event2) = (SignedWebhook.Event("evt_1"), SignedWebhook.Event("evt_2"));
        await SendAsync(gateway, event1);
        await SendAsync(gateway, event2);
        Assert.Equal(Duplicate, await SendAsync(gateway, event1));

        Assert.True(await RunAsync(gateway, configuration, "HOOKS", "evt_1") == 0, _commandLine.Error); // Names of routes have no case for who asks.

        Assert.NotEqual(Duplicate, await SendAsync(gateway, event1));
        Assert.Equal(Duplicate, await SendAsync(gateway, event1));
        Assert.Equal(Duplicate, await SendAsync(gateway, event2));
        Assert.Equal(3, _upstream.Received.Count);
        Assert.Equal(1, await RunAsync(gateway, configuration, "Hooks", "evt_3"));
        Assert.Equal(
            "Forgotten: the next copy is forwarded.\nNot known (any more): the next copy is forwarded.\n", _commandLine.Output);
    }

    [Fact]
    public async Task Of_a_composite_key_each_part_is_named()
    {
        var configuration = Configuration("""{ "Key": [ "body:/id", "body:/type" ] }""");
        await using var gateway = await TestGateway.StartAsync(configuration);
        var webhook = new SignedWebhook(gateway.Clock.GetUtcNow(), """{"id":"evt_1","type":"paid"}""");
        await SendAsync(gateway, webhook);

        Assert.Equal(2, await RunAsync(gateway, configuration, "hooks", "evt_1"));
        Assert.Equal("The id of 'hooks' has 2 parts: body:/id, body:/type.", _commandLine.Error.Trim());
        Assert.Equal(Duplicate, await SendAsync(gateway, webhook));

        Assert.Equal(0, await RunAsync(gateway, configuration, "hooks", "evt_1", "paid"));
        Assert.NotEqual(Duplicate, await SendAsync(gateway, webhook));
    }

    [Theory]
    [InlineData("""{ "Key": "body:/id" }""", "other", "There is no route 'other' in the configuration in force.")]
    [InlineData("null", "hooks", "The route 'hooks' has no Deduplication: no event of it is remembered.")]
    public async Task What_cannot_be_forgotten_is_said(string deduplication, string route, string expected)
    {
        var configuration = Configuration(deduplication);
        await using var gateway = await TestGateway.StartAsync(configuration);

        Assert.Equal(2, await RunAsync(gateway, configuration, route, "evt_1"));

        Assert.Equal(expected, _commandLine.Error.Trim());
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""null""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks","id":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks","id":[null]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks","id":"evt_1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks","id":["evt_1"],"all":true}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks","id":["evt_1"]""", HttpStatusCode.BadRequest)]
    [InlineData("""{"route":"hooks","id":["evt_1"]}""", HttpStatusCode.OK)]
    public async Task Over_HTTP_garbage_is_refused(string json, HttpStatusCode expected)
    {
        await using var gateway = await TestGateway.StartAsync(Configuration("""{ "Key": "body:/id" }"""));
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var text = new StringContent(json, Encoding.UTF8, "text/plain");

        using var answer = await gateway.Client.PostAsync(new Uri(gateway.AdminUrl, "/api/events/forget"), content);
        using var refused = await gateway.Client.PostAsync(new Uri(gateway.AdminUrl, "/api/events/forget"), text);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
    }

    private TestConfiguration Configuration(string deduplication) =>
        new(_upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": {{deduplication}} }""");

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(TestGateway gateway, SignedWebhook webhook)
    {
        using var request = webhook.Request();
        return await gateway.SendAsync(request);
    }

    private Task<int> RunAsync(TestGateway gateway, TestConfiguration configuration, params string[] arguments)
    {
        _commandLine.Environment["Gateway__Admin__Url"] = gateway.AdminUrl.ToString();
        return _commandLine.RunAsync(["forget", .. arguments, "--config", configuration.Path]);
    }
}
