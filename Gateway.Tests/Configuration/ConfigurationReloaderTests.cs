using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Reading;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Configuration;

public sealed class ConfigurationReloaderTests : IAsyncLifetime
{
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";
    private const string Token = """{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Token", "Secrets": "file:secret" } }""";

    private readonly ConfigurationFolder _folder = new(Json(Token));
    private readonly CapturedLog _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly ReloadState _state = new();
    private readonly GatewayProxyConfigProvider _proxy = new();
    private readonly ConfigurationReloader _reloader;

    public ConfigurationReloaderTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _reloader = new ConfigurationReloader(
            _folder.Loader, _proxy, _folder.Services, _state, _folder.Metrics, _folder.Clock,
            _loggers.CreateLogger<ConfigurationReloader>());
    }

    /// <summary>YARP's view: another object for every configuration put in force.</summary>
    private object InForce => _proxy.GetConfig();

    private VerificationMode Mode => _proxy.PoliciesOf(Assert.Single(_proxy.GetConfig().Routes)).OfType<RoutePolicy>().Single().Mode;

    public async Task InitializeAsync()
    {
        _folder.Write("secret", "the-first-secret-of-the-file");
        var first = await _folder.LoadAsync();
        Assert.Empty(first.Problems);
        _reloader.Start(first);
    }

    [Fact]
    public async Task A_file_that_did_not_change_is_not_loaded_again()
    {
        var before = InForce;

        _folder.Write("gateway.json", Json(Token));
        await _reloader.CheckAsync();

        Assert.Same(before, InForce);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_changed_file_is_put_in_force()
    {
        _folder.Write("gateway.json", Json(Open));
        await _reloader.CheckAsync();

        Assert.Equal(VerificationMode.None, Mode);
        Assert.True(_state.Succeeded);
        Assert.Contains("Configuration reloaded: 1 routes", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_force_and_probably_not_meant_is_logged_and_refuses_nothing()
    {
        _folder.Write("secret", "short");
        await _reloader.CheckAsync();

        Assert.True(_state.Succeeded);
        Assert.Contains("Configuration reloaded", _log.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Warning ", _log.Lines[1], StringComparison.Ordinal);
        Assert.Contains("$.ReverseProxy.Routes.hook.Verification.Signature.Secrets[0]: is a secret of less than 16 bytes", _log.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Gateway\":")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    public async Task A_file_that_is_broken_or_half_written_changes_nothing_and_is_reported_once(string half)
    {
        var before = InForce;

        _folder.Write("gateway.json", half);
        await _reloader.CheckAsync();
        await _reloader.CheckAsync();
        await _reloader.CheckAsync();

        Assert.Same(before, InForce);
        Assert.False(_state.Succeeded);
        Assert.Contains("not reloaded", Assert.Single(_log.Lines), StringComparison.Ordinal);

        _folder.Write("gateway.json", Json(Open));
        await _reloader.CheckAsync();

        Assert.Equal(VerificationMode.None, Mode);
        Assert.True(_state.Succeeded);
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing_until_it_is_back()
    {
        var before = InForce;
        File.Delete(_folder.PathOf("gateway.json"));
        await _reloader.CheckAsync();
        Assert.Same(before, InForce);
        Assert.Contains("cannot be read", Assert.Single(_state.Problems).Message, StringComparison.Ordinal);

        _folder.Write("gateway.json", Json(Token));
        await _reloader.CheckAsync();

        Assert.True(_state.Succeeded);
    }

    [Fact]
    public async Task Every_problem_of_a_broken_file_stands_in_the_state()
    {
        _folder.Write("gateway.json", Json("""{ "Signatur": {}, "Modus": 1 }"""));
        await _reloader.CheckAsync();

        Assert.Equal(3, _state.Problems.Count);
    }

    [Fact]
    public async Task An_editor_may_rename_over_the_file()
    {
        _folder.Write("new.json", Json(Open));
        File.Move(_folder.PathOf("new.json"), _folder.PathOf("gateway.json"), overwrite: true);
        await _reloader.CheckAsync();

        Assert.Equal(VerificationMode.None, Mode);
    }

    [Fact]
    public async Task Kubernetes_may_swap_the_symlink_of_the_folder()
    {
        // gateway.json -> ..data/gateway.json, ..data -> ..1: as a ConfigMap is mounted.
        Mount("..1", Json(Token));
        File.CreateSymbolicLink(_folder.PathOf("..data"), "..1");
        File.Delete(_folder.PathOf("gateway.json"));
        File.CreateSymbolicLink(_folder.PathOf("gateway.json"), "..data/gateway.json");
        var before = InForce;
        await _reloader.CheckAsync();
        Assert.Same(before, InForce);

        Mount("..2", Json(Open));
        File.Delete(_folder.PathOf("..data"));
        File.CreateSymbolicLink(_folder.PathOf("..data"), "..2");
        Directory.Delete(_folder.PathOf("..1"), recursive: true);
        await _reloader.CheckAsync();

        Assert.Equal(VerificationMode.None, Mode);
    }

    [Fact]
    public async Task A_changed_secret_is_put_in_force()
    {
        var before = InForce;
        _folder.Write("secret", "second");
        await _reloader.CheckAsync();

        Assert.NotSame(before, InForce);
        Assert.True(_state.Succeeded);
    }

    [Fact]
    public async Task The_file_of_a_secret_that_changes_alone_is_put_in_force_and_nothing_is_compiled()
    {
        var (before, key) = (InForce, KeyOf(_proxy.Routes.Single()));
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        _folder.Write("secret", "the-next-secret-of-the-file");
        await _reloader.CheckAsync();

        Assert.Same(before, InForce);
        Assert.Equal(_folder.Clock.GetUtcNow(), _state.AppliedAt);
        Assert.NotSame(key, KeyOf(_proxy.Routes.Single()));
        Assert.Contains("1 changed files of secrets", Assert.Single(_log.Lines), StringComparison.Ordinal);

        await _reloader.CheckAsync();
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task A_secret_changes_with_the_file_that_names_it_in_one_reload()
    {
        _folder.Write("secret", "the-next-secret-of-the-file");
        _folder.Write("gateway.json", Json(Open));
        await _reloader.CheckAsync();

        Assert.Equal(VerificationMode.None, Mode);
        Assert.Contains("Configuration reloaded", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_vanishes_keeps_the_last_one_in_force()
    {
        var before = InForce;
        File.Delete(_folder.PathOf("secret"));
        await _reloader.CheckAsync();
        Assert.Same(before, InForce);
        Assert.False(_state.Succeeded);

        _folder.Write("secret", "second");
        await _reloader.CheckAsync();

        Assert.NotSame(before, InForce);
        Assert.True(_state.Succeeded);
    }

    [Fact]
    public async Task A_changed_schema_is_put_in_force_and_a_broken_one_is_not()
    {
        _folder.Write("schema.json", """{ "type": "object" }""");
        _folder.Write("gateway.json", Json(Token.Replace("} }", """}, "Schema": { "File": "schema.json" } }""", StringComparison.Ordinal)));
        await _reloader.CheckAsync();
        Assert.Empty(_state.Problems);
        var before = InForce;

        _folder.Write("schema.json", """{ "type": "objekt" }""");
        await _reloader.CheckAsync();
        Assert.Same(before, InForce);
        Assert.Contains("schema.json", Assert.Single(_state.Problems).Message, StringComparison.Ordinal);

        _folder.Write("schema.json", """{ "type": "array" }""");
        await _reloader.CheckAsync();
        Assert.NotSame(before, InForce);
        Assert.True(_state.Succeeded);
    }

    [Theory]
    [InlineData("""  "Gateway": { "Admin": { "Url": "http://127.0.0.1:9902" } },""", "$.Gateway.Admin")]
    [InlineData("""  "Gateway": { "Storage": { "Provider": "Redis" }, "Redis": { "Configuration": "localhost:1" } },""", "$.Gateway.Storage,$.Gateway.Redis")]
    [InlineData("""  "Gateway": { "Storage": { "MaxClaims": 5000 } },""", "$.Gateway.Storage")]
    [InlineData("""  "Gateway": { "Storage": { "Path": "elsewhere/gateway.db" } },""", "$.Gateway.Storage")]
    [InlineData("""  "Gateway": { "Limits": { "MaxBufferedBytes": 5000000 } },""", "$.Gateway.Limits.MaxBufferedBytes")]
    [InlineData("""  "Gateway": { "Captures": { "MaxCount": 5 } },""", "$.Gateway.Captures")]
    [InlineData("""  "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:1" } } },""", "$.Kestrel")]
    [InlineData("""  "Serilog": { "MinimumLevel": "Debug" }, "Urls": "http://localhost:1",""", "$.Serilog,$.Urls")]
    public async Task What_needs_a_restart_is_refused_with_everything_else_in_the_file(string settings, string paths)
    {
        var before = InForce;
        _folder.Write("gateway.json", Json(Open, settings));
        await _reloader.CheckAsync();

        Assert.Same(before, InForce);
        Assert.Equal(paths.Split(','), _state.Problems.Select(problem => problem.Path));
        Each.Is(_state.Problems, problem => Assert.Contains("restart it", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""  "Gateway": { "Limits": { "MaxBodyBytes": 5, "BodyTimeout": "00:00:01" } },""")]
    [InlineData("""  "Gateway": { "Client": { "TrustedProxies": [ "10.0.0.0/8" ] } },""")]
    [InlineData("""  "Gateway": { "Admin": { "Url": "http://127.0.0.1:9901" }, "Storage": { "Provider": "Sqlite" } },""")]
    public async Task What_routes_are_compiled_from_needs_none(string settings)
    {
        _folder.Write("gateway.json", Json(Open, settings));
        await _reloader.CheckAsync();

        Assert.Empty(_state.Problems);
        Assert.Equal(VerificationMode.None, Mode);
    }

    public Task DisposeAsync()
    {
        _reloader.Dispose();
        _proxy.Dispose();
        _loggers.Dispose();
        _log.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private static object KeyOf(CompiledRoute route) => route.Signer!.KeyAt(DateTimeOffset.UnixEpoch).Key;

    private void Mount(string name, string json)
    {
        Directory.CreateDirectory(_folder.PathOf(name));
        _folder.Write(name + "/gateway.json", json);
    }

    private static string Json(string verification, string settings = "") =>
        $$"""
        {
        {{settings}}
          "ReverseProxy": {
            "Routes": { "hook": { "ClusterId": "backend", "Match": { "Path": "/hook" }, "Verification": {{verification}} } },
            "Clusters": { "backend": { "Destinations": { "only": { "Address": "http://localhost:5000/" } } } }
          }
        }
        """;
}
