using System.Net;
using System.Text;
using Gateway.Benchmarks.Load;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Secrets.Stored;
using Gateway.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Benchmarks.Stages;

/// <summary>The load's webhook as Kestrel hands it over, and the load's route, compiled by the gateway itself.</summary>
internal sealed class ReceivedWebhook : IAsyncDisposable
{
    private const string Secret = "of no account: it signs for a benchmark";

    private readonly DeferredServices _services = new(TimeProvider.System);
    private readonly Telemetry _telemetry;
    private readonly DefaultHttpContext _context = new();
    private readonly IPAddress _client = IPAddress.Loopback;

    private GatewayStores? _stores;

    private ReceivedWebhook() => _telemetry = new(_services.Metrics, new SeriesRoom(Routes: 1, Keys: 1, Destinations: 0, Results: 0), exportsOtlp: false); // aggregates, as it does when serving

    public IClaimStore Claims => _stores!.Claims;

    public CompiledRoute Route { get; private set; } = null!;

    /// <param name="without">A key of the verification to leave out; null for none.</param>
    public static async Task<ReceivedWebhook> CreateAsync(string? without)
    {
        var webhook = new ReceivedWebhook();
        var directory = Directory.CreateTempSubdirectory("gateway-benchmark-");
        try
        {
            var path = LoadConfiguration.Write(directory, "http://127.0.0.1/", LoadConfiguration.Memory, redis: null, without);
            var result = await new ConfigurationLoader(path, _ => Secret).LoadAsync(webhook._services.Unconnected);
            webhook.Connect(result.Settings!.Storage);
            webhook.Route = result.Snapshot!.Compiled.Values.Single();
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        webhook.Receive(TimeProvider.System);
        return webhook;
    }

    /// <summary>The webhook at the start of its journey. Dispose it.</summary>
    public InboundWebhook Admit() => new(_context, Route.Policy, _client, TimeProvider.System.GetUtcNow(), MemoryBudget.Unlimited.Open(AddressBits.SenderOf(_client), Route.Policy.Route));

    public async ValueTask DisposeAsync()
    {
        await _stores!.DisposeAsync();
        _telemetry.Dispose();
        _services.Dispose();
    }

    private void Connect(StorageSettings settings)
    {
        _stores = GatewayStores.Create(settings, TimeProvider.System, _services.Metrics, NullLoggerFactory.Instance);
        _services.Connect(_stores, new TenantCipher(() => []), NullLoggerFactory.Instance);
    }

    private void Receive(TimeProvider clock)
    {
        using var request = new LoadRequest(Encoding.UTF8.GetBytes(Secret), port: 80);

        // Signed as far ahead as the route allows, so that it stays good while it is measured.
        var bytes = request.Next(id: 1, clock.GetUtcNow() + TimeSpan.FromSeconds(50)).ToArray();
        var head = Encoding.ASCII.GetString(bytes.AsSpan(0, bytes.Length - LoadRequest.BodyLength)).Split("\r\n");
        _context.Request.Method = HttpMethods.Post;
        _context.Request.Path = LoadRequest.Path;
        foreach (var line in head.Skip(1).Where(line => line.Length > 0))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            _context.Request.Headers[name] = value;
        }

        _context.Features.Set<IRequestBodyPipeFeature>(new ReceivedBody(bytes.AsMemory(^LoadRequest.BodyLength..)));
    }
}
