using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>A process that stands still for longer than a body may take: what came meanwhile waits in its socket.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class BodyStandstillTests
{
    private const int Stops = 3;

    [Fact]
    public async Task A_body_that_came_while_it_stood_still_is_not_late()
    {
        await using var upstream = await Upstream.StartAsync();
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        configuration.Change(root => root["Gateway"]!["Limits"] = new JsonObject { ["BodyTimeout"] = "00:00:01" });
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        var statuses = new List<int>();
        for (var stop = 0; stop < Stops * FaultOptions.Rounds; stop++)
        {
            await using var connection = await RawConnection.OpenAsync(gateway.Url);
            var bytes = new SignedWebhook(TimeProvider.System.GetUtcNow(), $"[\"{new string('x', 60_000)}\"]").Raw();
            await connection.SendAsync(bytes.AsMemory(0, 10_000));
            await Pause.ForAsync(TimeSpan.FromSeconds(0.3)); // It waits for the rest.
            await gateway.PauseAsync();
            await connection.SendAsync(bytes.AsMemory(10_000));
            await Pause.ForAsync(TimeSpan.FromSeconds(1.5));
            await gateway.ResumeAsync();
            statuses.Add((await connection.ReadAsync()).Status);
        }

        Assert.Equal(Enumerable.Repeat(200, Stops * FaultOptions.Rounds), statuses);
        Assert.Equal(0, await gateway.TerminateAsync());
    }
}
