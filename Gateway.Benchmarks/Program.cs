using BenchmarkDotNet.Running;
using Gateway.Benchmarks.Load;

// "load" measures whole processes; for some of them it starts this program again, in another role.
switch (args)
{
    case ["load", .. var rest]:
        return await LoadCommand.Create().Parse(rest).InvokeAsync();
    case [Backend.Role, var url]:
        await Backend.RunAsync(url);
        return 0;
    case [PlainProxy.Role, var url, var backend]:
        await PlainProxy.RunAsync(url, backend);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
        return 0;
}
