using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Alarms;
using Gateway.Storage.Memory.States;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Alarms;

/// <summary>The official library of Standard Webhooks verifies what the gateway sends.</summary>
public sealed class AlarmReceiverTests
{
    [StandardWebhooksFact]
    public async Task Every_kind_provoked_once_is_verified_by_the_official_library()
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf("Gateway.Tests", "StandardWebhooks", "receiver.cjs"), AlarmScene.Secret])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = StandardWebhooksFactAttribute.Modules;
        using var node = Process.Start(start)!;
        var verified = new List<string>();
        try
        {
            var port = int.Parse((await node.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            foreach (var kind in Enum.GetValues<AlarmKind>())
            {
                // The library goes by the clock on the wall.
                using var scene = new AlarmScene($"http://127.0.0.1:{port}/", new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new MemoryStateStore());
                await scene.LookAgainAsync();
                await scene.ProvokeAsync(kind);
                await scene.LookAgainAsync();
                for (var i = 0; i < scene.Book.Raised.Count; i++)
                {
                    var line = JsonNode.Parse((await node.StandardOutput.ReadLineAsync())!)!;
                    Assert.True((bool)line["verified"]!, line.ToJsonString());
                    verified.Add((string)line["message"]!["data"]!["kind"]!);
                }

                Assert.Empty(scene.Book.Pending);
            }
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync();
        }

        Assert.Equal(AlarmKindName.All.Order(StringComparer.Ordinal), verified.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
