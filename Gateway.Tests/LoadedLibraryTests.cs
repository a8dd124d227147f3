using Gateway.Tests.Support;

namespace Gateway.Tests;

/// <summary>What a start brings into the process.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class LoadedLibraryTests
{
    [Fact]
    public async Task What_the_configuration_does_not_use_is_not_loaded_and_no_keys_are_made_for_it()
    {
        await using var upstream = await Upstream.StartAsync();
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        var home = Directory.CreateTempSubdirectory("gateway-test-home-");
        configuration.Environment["HOME"] = home.FullName;
        await using (var gateway = await GatewayProcess.StartAsync(configuration))
        {
            using var answer = await gateway.Client.SendAsync(SignedWebhook.Event("evt_1").Request("/hook"));
            Assert.True(answer.IsSuccessStatusCode);

            var loaded = await File.ReadAllTextAsync($"/proc/{gateway.Id}/maps");
            Each.Is(
                ["StackExchange.Redis.dll", "RabbitMQ.Client.dll", "NATS.", "librdkafka", "Spectre.Console.dll", "System.Private.Xml.dll"],
                library => Assert.DoesNotContain(library, loaded, StringComparison.Ordinal));
        }

        Assert.Empty(home.EnumerateFiles("*", SearchOption.AllDirectories)); // Of cookies, in the user's home.
        home.Delete(recursive: true);
    }
}
