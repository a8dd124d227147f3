using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>A disk that is full while webhooks are forwarded. (Queued: <c>CrashTests.A_disk_that_is_full</c>.)</summary>
public sealed class DiskFaultTests
{
    [SmallDiskFact]
    public async Task What_cannot_be_remembered_is_not_forwarded_and_with_room_it_goes_on_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-disk-");
        await using var disk = await SmallDisk.MountAsync(folder.FullName);
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""").Change(root =>
                root["Gateway"]!["Storage"] = new JsonObject { ["Path"] = disk.PathOf("gateway.db"), ["Timeout"] = "00:00:20" }));
        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(gateway, $"evt_{round}_before"));
            Fill(disk.PathOf("rubbish"));
            List<string> refused = [];
            for (var number = 0; refused.Count < 10; number++)
            {
                var status = await SendAsync(gateway, $"evt_{round}_{number}");
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{status}");
                refused.AddRange(status == HttpStatusCode.OK ? [] : [$"evt_{round}_{number}"]);
            }

            Assert.Empty(upstream.Received.Select(received => received.Header("X-Gateway-Event-Id")).Intersect(refused));
            Assert.Equal(HttpStatusCode.Unauthorized, await ForgeAsync(gateway));

            File.Delete(disk.PathOf("rubbish"));
            foreach (var id in refused)
            {
                await Eventually.IsTrueAsync(async () => await SendAsync(gateway, id) == HttpStatusCode.OK, "it is taken");
            }
        }

        Each.Is(upstream.Received.GroupBy(received => received.Header("X-Gateway-Event-Id")), arrivals => Assert.Single(arrivals));
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path, bufferSize: 0);
        var block = new byte[4096];
        while (TryWrite(file, block))
        {
        }
    }

    private static bool TryWrite(FileStream file, byte[] block)
    {
        try
        {
            file.Write(block);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> SendAsync(TestGateway gateway, string id)
    {
        using var request = SignedWebhook.Event(id).Request();
        return (await gateway.SendAsync(request)).Status;
    }

    private static async Task<HttpStatusCode> ForgeAsync(TestGateway gateway)
    {
        using var request = SignedWebhook.Event("evt_forged").Request();
        request.Content = new StringContent("""{"id":"evt_forged","more":1}""");
        return (await gateway.SendAsync(request)).Status;
    }
}
