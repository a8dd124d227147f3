using Gateway.Cli;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary>One table for all commands: 0 as it should be, 1 refused or not reached, 2 wrong input or usage, 3 what <c>rehearse</c> found.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ExitCodeTests : IDisposable
{
    private const string Good = $$"""{ {{SignedWebhook.Scheme}} }""";

    private readonly CommandLine _commandLine = new();

    /// <summary>GOOD, WRONG and MISSING are configuration files; no gateway runs.</summary>
    public static TheoryData<string, int> Rows => new()
    {
        { "--help", 0 },
        { "--version", 0 },
        { "--nonsense", 2 },
        { "nonsense", 2 },
        { "check --config GOOD", 0 },
        { "check --config WRONG", 2 },
        { "check --config MISSING", 2 },
        { "check --config", 2 },
        { "check --nonsense", 2 },
        { "check --json --config GOOD", 0 },
        { "check --json --config WRONG", 2 },
        { "config show hooks --config GOOD", 0 },
        { "config show hook --config GOOD", 2 },
        { "config show hooks --config WRONG", 2 },
        { "config show", 2 },
        { "send hooks --config WRONG", 2 },
        { "send nowhere --config GOOD", 2 },
        { "sign nowhere --config GOOD", 2 },
        { "explain --config GOOD", 2 },
        { "explain MISSING --config GOOD", 2 },
        { "explain --last --config GOOD", 1 },
        { "providers stripe", 0 },
        { "providers nonsense-that-nobody-is-called", 2 },
        { "schema check", 2 },
        { "deliveries list --config GOOD", 1 },
        { "deliveries list --limit 0 --config GOOD", 2 },
        { "deliveries replay --config GOOD", 2 },
        { "deliveries show not-an-id", 2 },
        { "dead-letters list --config GOOD", 1 },
        { "captures list --config GOOD", 1 },
        { "captures list --limit 0 --config GOOD", 2 },
        { "captures release --config GOOD", 2 },
        { "captures release --all --config GOOD", 1 },
        { "rehearse --config GOOD", 2 },
        { "rehearse --candidate GOOD --limit 0 --config GOOD", 2 },
        { "rehearse --candidate WRONG --config GOOD", 2 },
        { "rehearse --candidate GOOD --config WRONG", 2 },
        { "rehearse --candidate GOOD --config GOOD", 1 },
        { "forget hooks --config GOOD", 2 },
        { "forget hooks id --config GOOD", 1 },
        { "tenants list hooks --config GOOD", 1 },
        { "tenants list hooks --limit 0 --config GOOD", 2 },
        { "tenants add hooks acme --config GOOD", 2 },
        { "tenants add hooks acme --secret env:SECRET --config GOOD", 1 },
        { "tenants remove hooks acme --config GOOD", 2 },
        { "health --config GOOD", 1 },
        { "health --nonsense", 2 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_command_ends_as_the_table_says(string arguments, int code)
    {
        using var good = new TestConfiguration("http://127.0.0.1:2/", Good);
        using var wrong = new TestConfiguration("http://127.0.0.1:2/", """{ "Mode": "Nonsense" }""");
        _commandLine.Environment["SECRET"] = TestConfiguration.Secret;
        _commandLine.Environment["Gateway__Admin__Url"] = "http://127.0.0.1:1";

        var found = await _commandLine.RunAsync([
            .. arguments.Split(' ').Select(argument => argument switch
            {
                "GOOD" => good.Path,
                "WRONG" => wrong.Path,
                "MISSING" => good.Path + ".missing",
                _ => argument,
            }),
        ]);

        Assert.True(found == code, $"{arguments}: {found}, and not {code}\n{_commandLine.Output}{_commandLine.Error}");
    }

    [Fact]
    public void Every_command_but_those_that_serve_stands_in_the_table() =>
        Assert.Empty(GatewayCommand.Create(_ => null).Subcommands.Select(command => command.Name)
            .Except(["run", "demo"])
            .Except(Rows.Select(row => ((string)row[0]).Split(' ')[0])));

    public void Dispose() => _commandLine.Dispose();
}
