using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway tenants</c> beside a running gateway.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class TenantsCommandTests : IAsyncLifetime
{
    private const string One = "secret-of-acme-never-to-be-seen-1";
    private const string Two = "secret-of-acme-never-to-be-seen-2";

    private readonly CommandLine _commandLine = new();
    private Upstream _upstream = null!;
    private TestConfiguration _configuration = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _configuration = StoreRoute.Configuration(_upstream.Url).Encrypted("env:KEY_A");
        _gateway = await TestGateway.StartAsync(_configuration);
        (_commandLine.Environment["ONE"], _commandLine.Environment["TWO"]) = (One, Two);
    }

    public async Task DisposeAsync()
    {
        _commandLine.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_tenant_is_added_listed_rotated_switched_off_and_removed()
    {
        Assert.True(await RunAsync("add", "hooks", "acme", "--secret", "env:ONE", "--id", "old") == 0, _commandLine.Error);
        Assert.Equal(200, await _gateway.SendAsync("acme", One));

        Assert.True(await RunAsync("rotate", "hooks", "acme", "--secret", "env:TWO", "--id", "new", "--overlap", "1h") == 0, _commandLine.Error);
        Assert.Equal((200, 200), (await _gateway.SendAsync("acme", One), await _gateway.SendAsync("acme", Two)));

        Assert.Equal(0, await RunAsync("list", "hooks", "--json"));
        var listed = JsonNode.Parse(_commandLine.Output.Split('\n')[^2])!;
        Assert.Equal(["old", "new"], listed["secrets"]!.AsArray().Select(secret => (string?)secret!["id"]));
        Assert.Equal((true, false), (listed["secrets"]![0]!["notAfter"] is not null, listed["secrets"]![1]!["notAfter"] is not null));

        Assert.Equal(0, await RunAsync("disable", "hooks", "acme"));
        Assert.Equal(401, await _gateway.SendAsync("acme", Two));
        Assert.Equal(0, await RunAsync("enable", "hooks", "acme"));
        Assert.Equal(200, await _gateway.SendAsync("acme", Two));

        Assert.Equal(0, await RunAsync("remove", "hooks", "acme", "old"));
        Assert.Equal((401, 200), (await _gateway.SendAsync("acme", One), await _gateway.SendAsync("acme", Two)));
        Assert.Equal(0, await RunAsync("remove", "hooks", "acme", "--all"));
        Assert.Equal(401, await _gateway.SendAsync("acme", Two));

        Assert.DoesNotContain("never-to-be-seen", _commandLine.Output + _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "is not a reference", "add", "hooks", "acme", "--secret", "literal")]
    [InlineData(2, "is not set", "add", "hooks", "acme", "--secret", "env:NONE")]
    [InlineData(2, "are times such as", "add", "hooks", "acme", "--secret", "env:ONE", "--not-after", "soon")]
    [InlineData(2, "--overlap is a time", "rotate", "hooks", "acme", "--secret", "env:ONE", "--overlap", "soon")]
    [InlineData(1, "There is no route 'other'.", "add", "other", "acme", "--secret", "env:ONE")]
    [InlineData(2, "The name of a tenant is", "add", "hooks", "a b", "--secret", "env:ONE")]
    [InlineData(1, "There is no such tenant", "disable", "hooks", "acme")]
    [InlineData(2, "Say which", "remove", "hooks", "acme")]
    [InlineData(2, "Say which", "remove", "hooks", "acme", "old", "--all")]
    [InlineData(1, "has no tenant 'acme'", "remove", "hooks", "acme", "old")]
    public async Task What_cannot_be_done_is_said(int code, string problem, params string[] arguments)
    {
        Assert.Equal(code, await RunAsync(arguments));

        Assert.Contains(problem, _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_says_one_line_of_each_tenant_and_each_secret()
    {
        await RunAsync("add", "hooks", "acme", "--secret", "env:ONE", "--not-after", "2127-01-31");
        var before = _commandLine.Output.Length;

        Assert.Equal(0, await RunAsync("list", "hooks"));

        var lines = _commandLine.Output[before..].Split('\n');
        Assert.Equal("acme", lines[0]);
        Assert.Matches("^  default added [0-9T:-]+Z until 2127-01-31T00:00:00Z$", lines[1]);
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        _commandLine.Environment["Gateway__Admin__Url"] = _gateway.AdminUrl.ToString();
        return _commandLine.RunAsync(["tenants", .. arguments, "--config", _configuration.Path]);
    }
}
