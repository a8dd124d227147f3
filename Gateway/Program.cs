using Gateway.Cli;

return await GatewayCommand.Create().Parse(args).InvokeAsync();
