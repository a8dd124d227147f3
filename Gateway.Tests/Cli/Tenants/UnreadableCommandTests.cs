using System.Globalization;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Tenants;

/// <summary><c>gateway tenants unreadable</c>, and what a check says of the same tenants.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class UnreadableCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();
    private readonly TenantDirectory _directory = new();

    public UnreadableCommandTests()
    {
        _directory.With("fine", "secret-of-fine-0001");
        for (var i = 0; i < 25; i++)
        {
            _directory.With(string.Create(CultureInfo.InvariantCulture, $"t{i:d2}"), "");
        }
    }

    [Fact]
    public async Task All_are_named_with_why()
    {
        await using var backend = await Upstream.StartAsync();
        var configuration = _directory.Route(backend.Url);
        await using var gateway = await TestGateway.StartAsync(configuration);
        _commandLine.Environment["Gateway__Admin__Url"] = gateway.AdminUrl.ToString();

        Assert.True(await _commandLine.RunAsync("tenants", "unreadable", "hooks", "--config", configuration.Path) == 0, _commandLine.Error);

        Assert.Equal(25, _commandLine.Output.Split('\n').Count(line => line.EndsWith(" is empty. It is none.", StringComparison.Ordinal)));
        Assert.Equal("", _commandLine.Error);

        Assert.Equal(0, await _commandLine.RunAsync("tenants", "unreadable", "hooks", "--limit", "3", "--json", "--config", configuration.Path));
        Assert.Contains("There are more", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_names_the_first_and_says_how_many_more_there_are()
    {
        var configuration = _directory.Route("http://127.0.0.1:9");

        await _commandLine.RunAsync("check", "--config", configuration.Path);

        var said = _commandLine.Output + _commandLine.Error;
        Assert.Contains("the tenant 't00' is empty.", said, StringComparison.Ordinal);
        Assert.Contains("the tenant 't09' is empty.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("'t10'", said, StringComparison.Ordinal);
        Assert.Contains("15 more tenants cannot be read", said, StringComparison.Ordinal);
        Assert.Contains("gateway tenants unreadable hooks", said, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _commandLine.Dispose();
        _directory.Dispose();
    }
}
