using System.Text.RegularExpressions;
using Gateway.Cli.Demo;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demonstration_shows_every_case_as_expected()
    {
        using var commandLine = new CommandLine();
        var exitCode = await commandLine.RunAsync("demo");

        var cases = DemoScript.Cases.ToList();
        Assert.True(exitCode == 0, commandLine.Output);
        Assert.Equal(cases.Count, Regex.Count(commandLine.Output, "^ +✓", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain('✗', commandLine.Output);
        Assert.Contains($"{cases.Count} of {cases.Count} as expected", commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_output_is_not_a_terminal_it_is_plain()
    {
        using var commandLine = new CommandLine();
        await commandLine.RunAsync("demo");

        Assert.DoesNotContain('\e', commandLine.Output);
        Assert.Empty(commandLine.Error);
    }

    [Fact]
    public async Task What_does_not_go_as_expected_is_marked_and_told()
    {
        await using var gateway = new DemoGateway();
        Assert.Empty(await gateway.StartAsync(TimeProvider.System, CancellationToken.None));
        using var runner = new DemoRunner(gateway, TimeProvider.System);
        var genuine = new DemoCase("an event", "groq", Gateway.Outcomes.Outcome.SignatureInvalid);

        var result = await runner.RunAsync(genuine, CancellationToken.None);

        Assert.False(result.IsAsExpected);
        Assert.Equal([200], result.Statuses);
        Assert.Equal(["forwarded"], result.Outcomes);
        Assert.Equal(1, result.Arrivals);
    }

    [Fact]
    public void Every_route_of_the_sample_is_demonstrated()
    {
        var routes = DemoScript.Chapters[0].Cases.Select(demo => demo.Route).Distinct(StringComparer.Ordinal);
        Assert.Equal(["groq", "ideogram", "ideogram-generation", "imggo", "imggo-bare"], routes.Order(StringComparer.Ordinal));
    }
}
