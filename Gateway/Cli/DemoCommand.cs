using System.CommandLine;
using Gateway.Cli.Demo;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary><c>gateway demo</c>: what the gateway lets through and what not, seen with real requests.</summary>
internal static class DemoCommand
{
    /// <summary>Where output goes to a file or a pipe, nothing tells how wide it may be; this holds every row.</summary>
    private const int PlainWidth = 132;

    public static Command Create()
    {
        var command = new Command(
            "demo",
            "Start a gateway with the sample configuration before a sample backend, send it genuine and forged webhooks, "
            + "and show what became of each; exit code 0 if all of it is as it should be.");
        command.SetAction((result, cancellation) =>
            new Demonstration(ConsoleOn(result.InvocationConfiguration.Output), TimeProvider.System).RunAsync(cancellation));
        return command;
    }

    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        var target = new AnsiConsoleOutput(output);
        if (target.IsTerminal)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = target });
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Out = target, Ansi = AnsiSupport.No });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
