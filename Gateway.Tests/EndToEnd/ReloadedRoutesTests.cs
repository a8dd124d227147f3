using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>Several routes in one file: a reload changes all of them at one moment.</summary>
public sealed class ReloadedRoutesTests : IAsyncLifetime
{
    private const int Reloads = 40;

    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;
    private int _newest;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();

        // The generation of the policy, and that of YARP's route.
        _upstream.Answer = context => context.Response.WriteAsync(
            $"{context.Request.Headers["X-Gateway-Key-Id"]} {context.Request.Headers["X-Generation"]}");
        var configuration = new TestConfiguration(_upstream.Url, Verification(0)).Change(root =>
        {
            // Many between the two that are watched: changing one after the other would take time.
            foreach (var path in (string[])[.. Enumerable.Range(0, 50).Select(i => $"between-{i}"), "second"])
            {
                root["ReverseProxy"]!["Routes"]![path] = JsonNode.Parse(
                    $$"""{ "ClusterId": "backend", "Match": { "Path": "/{{path}}" } }""");
            }

            Stamp(root, 0);
        });

        // The clock stands still, and with it the gateway's own look at the file: every reload is the test's.
        _gateway = await TestGateway.StartAsync(configuration, TestClock.New());
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Two_routes_changed_by_one_reload_change_together()
    {
        using var stop = new CancellationTokenSource();
        var watches = Enumerable.Range(0, 4).Select(_ => WatchAsync(stop.Token)).ToList();
        for (var generation = 1; generation <= Reloads && !watches.Exists(watch => watch.IsCompleted); generation++)
        {
            await _gateway.ReloadAsync(root => Stamp(root, generation));
            await Eventually.IsTrueAsync(
                () => Task.FromResult(Volatile.Read(ref _newest) == generation || watches.Exists(watch => watch.IsCompleted)),
                "the reload is in force");
        }

        await stop.CancelAsync();

        // Each was there while most of the reloads happened.
        Each.Is(await Task.WhenAll(watches), changes => Assert.InRange(changes, Reloads / 2, int.MaxValue));
    }

    private static string Verification(int generation) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {
          "Signature": {
            "Algorithm": "shared-token", "From": "header:X-Token", "Secrets": [ { "Id": "{{generation}}", "Value": "env:SECRET" } ]
          }
        }
        """);

    private static void Stamp(JsonObject root, int generation)
    {
        foreach (var (_, route) in root["ReverseProxy"]!["Routes"]!.AsObject())
        {
            route!["Verification"] = JsonNode.Parse(Verification(generation));
            route["Transforms"] = new JsonArray(new JsonObject
            {
                ["RequestHeader"] = "X-Generation",
                ["Set"] = generation.ToString(CultureInfo.InvariantCulture),
            });
        }
    }

    /// <summary>
    /// Asks one route after the other over one connection: what a request has seen in force, every later one finds in
    /// force too, whichever of the two it goes to. Returns how often the generation has changed.
    /// </summary>
    private async Task<int> WatchAsync(CancellationToken stop)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        var (last, changes) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            foreach (var path in (string[])["/first", "/second"])
            {
                await connection.SendAsync(Encoding.ASCII.GetBytes(
                    $"POST {path} HTTP/1.1\r\nHost: gateway.test\r\nX-Token: {TestConfiguration.Secret}\r\nContent-Length: 1\r\n\r\nx"));
                var (status, _, body) = await connection.ReadAsync();
                Assert.Equal(200, status);
                var generations = body.Split(' ');
                Assert.Equal(generations[0], generations[1]);
                var generation = int.Parse(generations[0], CultureInfo.InvariantCulture);
                Assert.True(generation >= last, $"{path} is still at {generation}, after {last} was seen in force.");
                changes += generation > last ? 1 : 0;
                last = generation;
                Volatile.Write(ref _newest, Math.Max(generation, Volatile.Read(ref _newest)));
            }
        }

        return changes;
    }
}
