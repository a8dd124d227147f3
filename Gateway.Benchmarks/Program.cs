using System.Globalization;
using BenchmarkDotNet.Running;
using Gateway.Benchmarks.Attack;
using Gateway.Benchmarks.Brokers;
using Gateway.Benchmarks.Captures;
using Gateway.Benchmarks.Comparison;
using Gateway.Benchmarks.Durability;
using Gateway.Benchmarks.JsonSchema.Agreement;
using Gateway.Benchmarks.JsonSchema.SideBySide;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Log;
using Gateway.Benchmarks.Queue;
using Gateway.Benchmarks.Startup;
using Gateway.Benchmarks.Traffic;

// "load", "attack", "captures", "start", "queue", "brokers", "ajv" and "agreement" measure whole processes; for some of them they start this program again, in another role.
switch (args)
{
    case ["load", .. var rest]:
        return await LoadCommand.Create().Parse(rest).InvokeAsync();
    case ["compare", .. var rest]:
        // Interrupted, it still ends all that it has started.
        return await ComparisonCommand.Create().Parse(rest).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
    case ["attack", .. var rest]:
        return await AttackCommand.Create().Parse(rest).InvokeAsync();
    case ["captures", .. var rest]:
        return await CaptureCommand.Create().Parse(rest).InvokeAsync();
    case ["traffic", .. var rest]:
        return await TrafficCommand.Create().Parse(rest).InvokeAsync();
    case ["durable", .. var rest]:
        return await DurabilityCommand.Create().Parse(rest).InvokeAsync();
    case ["log", .. var rest]:
        return await LogCommand.Create().Parse(rest).InvokeAsync();
    case ["queue", .. var rest]:
        return await QueueCommand.Create().Parse(rest).InvokeAsync();
    case ["brokers", .. var rest]:
        return await BrokersCommand.Create().Parse(rest).InvokeAsync();
    case ["start", .. var rest]:
        return await StartCommand.Create().Parse(rest).InvokeAsync();
    case ["agreement", .. var rest]:
        return await AgreementCommand.Create().Parse(rest).InvokeAsync();
    case ["ajv", .. var rest]:
        return await AjvCommand.Create().Parse(rest).InvokeAsync();
    case [SchemaWorker.Role, var schema]:
        await SchemaWorker.RunAsync(schema);
        return 0;
    case [Backend.Role, var url]:
        await Backend.RunAsync(url);
        return 0;
    case [FilledGateway.Role, var count, var config, var url]:
        return await FilledGateway.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), config, url);
    case [PlainProxy.Role, var url, var backend]:
        await PlainProxy.RunAsync(url, backend);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
        return 0;
}
