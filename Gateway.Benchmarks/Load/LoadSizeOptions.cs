using System.CommandLine;

namespace Gateway.Benchmarks.Load;

/// <summary>The options of <c>load</c> that hold gateways of several sizes against the first.</summary>
internal sealed class LoadSizeOptions
{
    private readonly (Option<int[]> Option, Func<int, LoadSize> Size)[] _sizes =
    [
        Of("--routes", "In place of stores and plain YARP: gateways with so many routes, the first of which the others are held against.",
            count => LoadSize.Least with { Routes = count }),
        Of("--tenants", "The same with so many tenants of the route that is under load.", count => LoadSize.Least with { Tenants = count }),
        Of("--networks", "The same with so many networks in its allow list.", count => LoadSize.Least with { Networks = count }),
        Of("--schemas", "The same with so many event types that have a schema each.", count => LoadSize.Least with { Schemas = count }),
        Of("--secrets", "The same with so many secrets, the last of which signs.", count => LoadSize.Least with { Secrets = count }),
        Of("--remembered", "The same with so many events that the store remembers from before.", count => LoadSize.Least with { Remembered = count }),
    ];

    private readonly Option<LoadStore[]> _stores = new("--store")
    {
        Description = "Where those keep their claims; of several, each has all sizes, which are held against its own first.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [LoadStore.Memory],
    };

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _sizes)
        {
            command.Add(option);
        }

        command.Add(_stores);
    }

    public IReadOnlyList<LoadSize> Of(ParseResult result) =>
        [.. _sizes.SelectMany(each => (result.GetValue(each.Option) ?? []).Select(each.Size))];

    public IReadOnlyList<LoadStore> StoresOf(ParseResult result) => result.GetRequiredValue(_stores);

    private static (Option<int[]> Option, Func<int, LoadSize> Size) Of(string name, string description, Func<int, LoadSize> size) =>
        (new(name) { Description = description, AllowMultipleArgumentsPerToken = true }, size);
}
