using System.Net;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>More connections than there may be.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
[Collection(FloodGroup.Name)]
public sealed class ConnectionFloodTests(ITestOutputHelper output)
{
    /// <summary>What is done, over how many connections, from how many addresses.</summary>
    public static TheoryData<string, int, int> Floods => new()
    {
        { "idle", 1000, 1 },
        { "idle", 300, 200 },
        { "a request that has begun", 1000, 1 },
        { "opened and closed", 200, 1 },
        { "opened and closed", 200, 200 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_neither_ends_nor_hangs_it_and_honest_traffic_is_answered_within_two_seconds(string what, int connections, int addresses)
    {
        await using var scene = await FloodScene.StartAsync(output, HttpVersion.Version11);

        await scene.FloodAsync($"{what}, {addresses} addresses", connections, addresses, connection => what switch
        {
            "idle" => connection.HoldAsync(),
            "a request that has begun" => BeginAsync(connection),
            _ => connection.ReconnectAsync(),
        });
    }

    private static async Task BeginAsync(FloodConnection connection)
    {
        await connection.SendAsync("POST /flooded HTTP/1.1\r\n"u8.ToArray());
        await connection.HoldAsync();
    }
}
