using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Configuration;

/// <summary>What ten thousand routes take of a process, held against a hundred.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class RouteMemoryTests(ITestOutputHelper output)
{
    private const int Few = 100;
    private const int Many = 10_000;

    /// <summary>In bytes: three quarters of a container of 384 MiB, which is what .NET takes as its heap there.</summary>
    private const long HeapLimit = 288L * 1024 * 1024;

    [Fact]
    public async Task Ten_thousand_routes_start_in_a_small_container_and_take_20_KB_each()
    {
        var few = await ResidentAsync(Few);
        var many = await ResidentAsync(Many);

        var each = (many - few) / (double)(Many - Few);
        output.WriteLine($"{Few} routes: {few / 1e6:N1} MB; {Many} routes: {many / 1e6:N1} MB; {each / 1e3:N1} KB a route");
        Assert.InRange(each, 0, 20_480);
    }

    private static async Task<long> ResidentAsync(int routes)
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1", "{}");
        var folder = Path.GetDirectoryName(configuration.Path)!;
        var all = JsonNode.Parse(ManyRoutes.Write(folder, routes))!["ReverseProxy"]!["Routes"]!;
        configuration.Change(root => root["ReverseProxy"]!["Routes"] = all.DeepClone());
        configuration.Environment["DOTNET_GCHeapHardLimit"] = $"{HeapLimit:x}";
        await using var gateway = await GatewayProcess.StartAsync(configuration);

        // Every endpoint has been built when one is found.
        using var answer = await gateway.Client.GetAsync(new Uri($"/hooks/{routes - 1}", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        return gateway.ResidentBytes;
    }
}
