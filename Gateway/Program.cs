using System.CommandLine;
using Gateway;
using Gateway.Cli;
using Gateway.Reading;

// Longer than the host takes to stop by itself: by default the command line ends the process 2 seconds after SIGTERM.
var console = new InvocationConfiguration { ProcessTerminationTimeout = GatewayHost.LongestStop + TimeSpan.FromSeconds(5) };
return await GatewayCommand.RunAsync(ProcessEnvironment.Variable, args, console);
