using System.Net;
using Gateway.Configuration;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Secrets;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Verification;
using Gateway.Verification.Signature;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Support;

/// <summary>One route, compiled from its <c>Verification</c> section as the gateway compiles it, and run without a server.</summary>
internal sealed class TestRoute : IDisposable
{
    public const string Name = "hook";
    public const string Secret = "a secret of the tests";
    public const string OldSecret = "the secret before it";

    private readonly GatewayMetrics _metrics = new();
    private readonly ProviderServices _providers;

    private TestRoute(
        string verification, IReadOnlyDictionary<string, string>? environment, IClaimStore? claims, IRateLimitStore? rateLimits,
        DateTimeOffset? at = null, string gateway = "{}")
    {
        Clock = at is { } start ? new FakeTimeProvider(start) : TestClock.New();
        Claims = claims ?? new MemoryClaimStore(Clock);
        _providers = new ProviderServices(_metrics, Clock, NullLoggerFactory.Instance);
        Tenants = new TenantSources(Loggers);
        var services = new StageServices(
            Clock, Claims, rateLimits ?? new MemoryRateLimitStore(Clock), new MemoryRateLimitStore(Clock), _providers, Tenants, _metrics);
        var json = $$"""{ "Gateway": {{gateway}}, "ReverseProxy": { "Routes": { "{{Name}}": { "Verification": {{verification}} } } } }""";
        var root = TestSection.Read(json);
        var problems = new ProblemList();
        var files = new ConfigurationFiles(AppContext.BaseDirectory, name => Variable(name, environment));
        var settings = SettingsCompiler.Compile(new SectionContext(root.At("Gateway"), problems, files));
        Compiled = new RouteCompiler(
                new PresetCatalog(root.At("Gateway", "Providers"), problems), settings, files, services, ["backend"], problems)
            .Compile(Name, root.At("ReverseProxy", "Routes", Name), "backend");
        Problems = problems.All;
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>What tenants' sources say.</summary>
    public LoggerFactory Loggers { get; } = new();

    public TenantSources Tenants { get; }

    public IClaimStore Claims { get; }

    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    public RoutePolicy Policy => Route.Policy;

    public RouteChecks Checks => Route.Checks;

    public ProviderSigner Signer => Route.Signer!;

    public CompiledRoute Route => Compiled ?? throw new InvalidOperationException(string.Join('\n', Problems));

    public string UnixNow => Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private CompiledRoute? Compiled { get; }

    /// <summary>A route without any problem.</summary>
    public static TestRoute Compile(
        string verification,
        IReadOnlyDictionary<string, string>? environment = null,
        IClaimStore? claims = null,
        IRateLimitStore? rateLimits = null,
        DateTimeOffset? at = null,
        string gateway = "{}")
    {
        var route = new TestRoute(verification, environment, claims, rateLimits, at, gateway);
        Assert.Empty(route.Problems);
        return route;
    }

    /// <summary>A route that proves its sender by address alone, and whatever else the section says.</summary>
    public static TestRoute Unsigned(string rest, IClaimStore? claims = null, IRateLimitStore? rateLimits = null) =>
        Compile(
            """{ "IpAllowList": "0.0.0.0/0", "Signature": { "Algorithm": "none", "Reason": "a test" }, """ + rest + " }",
            claims: claims,
            rateLimits: rateLimits);

    /// <summary>What is wrong with a section, one <c>path: message</c> each.</summary>
    public static IReadOnlyList<string> ProblemsOf(
        string verification, IReadOnlyDictionary<string, string>? environment = null, string gateway = "{}")
    {
        using var route = new TestRoute(verification, environment, claims: null, rateLimits: null, gateway: gateway);
        return [.. route.Problems.Select(problem => problem.ToString())];
    }

    public InboundWebhook Receive(TestRequest request, MemoryBudget? budget = null) =>
        new(
            request.ToContext(),
            Policy,
            request.Client,
            Clock.GetUtcNow(),
            (budget ?? MemoryBudget.Unlimited).Open(AddressBits.SenderOf(request.Client ?? IPAddress.None), Policy.Route))
        {
            IsFromTrustedProxy = Policy.ClientResolver.Trusts(request.Peer ?? request.Client),
        };

    /// <summary>The webhook's way through all stages.</summary>
    public async Task<TestJourney> SendAsync(TestRequest request, MemoryBudget? budget = null)
    {
        var webhook = Receive(request, budget);
        return new TestJourney(webhook, await Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None));
    }

    /// <summary>The code of the outcome that ends it; <c>passed</c> if none does.</summary>
    public async Task<string> OutcomeOfAsync(TestRequest request) => (await SendAsync(request)).Code;

    /// <summary>The answer to an outcome, as the sender sees it.</summary>
    public async Task<TestAnswer> AnswerAsync(Outcome outcome, Action<InboundWebhook>? prepare = null)
    {
        using var webhook = Receive(new TestRequest());
        webhook.BodyIsComplete = true;
        prepare?.Invoke(webhook);
        await AnswerWriter.WriteAsync(webhook, outcome);
        return TestAnswer.Of(webhook.Context.Response);
    }

    public void Dispose()
    {
        _providers.Dispose();
        Tenants.Dispose();
        Loggers.Dispose();
        _metrics.Dispose();
    }

    private static string? Variable(string name, IReadOnlyDictionary<string, string>? environment) => name switch
    {
        _ when environment?.TryGetValue(name, out var value) == true => value,
        "SECRET" => Secret,
        "OLD_SECRET" => OldSecret,
        _ => null,
    };
}
