using Gateway.Cli;
using Gateway.Configuration;

return await GatewayCommand.Create(ProcessEnvironment.Variable).Parse(args).InvokeAsync();
