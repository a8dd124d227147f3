using System.Net;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>What a webhook brings that proves its sender, or is its content, is shown nowhere on its way through a queue.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class DeliverySecretsTests
{
    private const string Marker = "marker-of-a-secret";

    [Theory]
    [InlineData(422)]
    [InlineData(200)]
    public async Task No_list_sheet_log_or_metric_shows_it(int lastAnswer)
    {
        await using var scene = await QueueScene.StartAsync(
            """ "Retry": { "First": "00:00:00.1", "FinalStatuses": [ 422 ] }, "Breaker": { "Failures": 1, "Pause": "00:00:00.1" } """);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(
            context, scene.BackendUpstream.Received.Count < 3 ? 503 : lastAnswer);
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"evt_1","data":"{{Marker}}-body"}""");
        using (var request = webhook.Request($"/hook?token={Marker}-query"))
        {
            foreach (var name in (string[])["Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "X-Any-Name", "verif-hash", "Referer"])
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, $"{Marker}-{name}"));
            }

            Assert.Equal(HttpStatusCode.OK, (await scene.Gateway.SendAsync(request)).Status);
        }

        await scene.HasAsync(lastAnswer == 200 ? DeliveryState.Delivered : DeliveryState.Dead, 1);
        var shown = await EverythingShownAsync(scene);

        Assert.Equal($"{Marker}-Cookie", scene.BackendUpstream.Received[0].Header("Cookie")); // It was on the way.
        Assert.Contains("verif-hash", shown, StringComparison.Ordinal);
        Assert.Contains(lastAnswer == 200 ? "Delivered hooks to backend" : "is a dead letter", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(webhook.Signature, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(TestConfiguration.Secret, shown, StringComparison.Ordinal);
    }

    private static async Task<string> EverythingShownAsync(QueueScene scene)
    {
        var api = new AdminApi(scene.Gateway);
        var id = (await api.ListAsync())[0]!["id"]!.GetValue<string>();
        var logged = ((CapturedLog)scene.Configuration.Logger).Lines.Where(line => line.Contains(" Gateway.", StringComparison.Ordinal));
        using var commandLine = new CommandLine();
        commandLine.Environment["Gateway__Admin__Url"] = scene.Gateway.AdminUrl.ToString();
        string[][] commands =
            [["deliveries", "list"], ["deliveries", "list", "--json"], ["deliveries", "show", id], ["deliveries", "show", id, "--json"],
             ["dead-letters", "replay", "--dry-run"]];
        foreach (var command in commands)
        {
            Assert.True(await commandLine.RunAsync([.. command, "--config", scene.Configuration.Path]) == 0, commandLine.Error);
        }

        return string.Join('\n', [
            (await api.GetAsync("/api/deliveries")).Text,
            (await api.GetAsync($"/api/deliveries/{id}")).Text,
            (await api.PostAsync($$"""{ "id": "{{id}}", "dryRun": true }""")).Text,
            (await api.GetAsync("/metrics")).Text,
            commandLine.Output,
            commandLine.Error,
            .. logged,
        ]);
    }
}
