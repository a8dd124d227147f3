using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Explaining;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Support;

/// <summary>A configuration file in a folder of its own: one route <c>hooks</c> for any path, one cluster, free ports.</summary>
internal sealed class TestConfiguration : IDisposable
{
    /// <summary>The secret of the route; in the environment as <c>SECRET</c>.</summary>
    public const string Secret = "whk_test_secret_0123456789abcdef";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-test-");
    private readonly JsonObject _root;

    /// <param name="upstream">Where the cluster's destination is.</param>
    /// <param name="verification">The route's <c>Verification</c> section, as JSON.</param>
    public TestConfiguration(string upstream, string verification)
    {
        _root = new JsonObject
        {
            ["Gateway"] = new JsonObject
            {
                ["Admin"] = new JsonObject { ["Url"] = "http://127.0.0.1:0" },
                ["Storage"] = new JsonObject { ["Provider"] = "Memory" }, // No test waits for the disk of another.
            },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject
                {
                    ["hooks"] = new JsonObject
                    {
                        ["ClusterId"] = "backend",
                        ["Match"] = new JsonObject { ["Path"] = "{**any}" },
                        ["Verification"] = JsonNode.Parse(verification),
                    },
                },
                ["Clusters"] = new JsonObject
                {
                    ["backend"] = new JsonObject
                    {
                        ["Destinations"] = new JsonObject { ["one"] = new JsonObject { ["Address"] = upstream } },
                    },
                },
            },
        };
        Change(_ => { });
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "gateway.json");

    public string DatabasePath => System.IO.Path.Combine(_folder.FullName, "gateway.db");

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal) { ["SECRET"] = Secret };

    public ILoggerProvider Logger { get; init; } = new CapturedLog();

    public GatewayOptions Options => new()
    {
        ConfigPath = Path,
        Urls = "http://127.0.0.1:0",
        Environment = name => Environment.GetValueOrDefault(name),
        Logger = Logger,
        Explains = KeptExplainer.Of,
    };

    /// <summary>Writes the file anew, as an editor does: beside it, then renamed over it.</summary>
    public TestConfiguration Change(Action<JsonObject> change)
    {
        change(_root);
        WriteText(_root.ToJsonString(Indented));
        return this;
    }

    public void WriteText(string text)
    {
        File.WriteAllText(Path + ".new", text);
        File.Move(Path + ".new", Path, overwrite: true);
    }

    public TestConfiguration WithFile(string name, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, name), content);
        return this;
    }

    /// <summary>With a database in the test's folder.</summary>
    /// <param name="timeout">As for <see cref="WithRedis"/>.</param>
    public TestConfiguration WithSqlite(string timeout = "00:00:20") => Change(root =>
        root["Gateway"]!["Storage"] = new JsonObject { ["Path"] = DatabasePath, ["Timeout"] = timeout });

    /// <param name="connection">Where it is.</param>
    /// <param name="timeout">The deadline of an operation; long, unless a test is about it, for a machine that is busy.</param>
    public TestConfiguration WithRedis(string connection, string timeout = "00:00:20")
    {
        Environment["REDIS"] = connection;
        return Change(root =>
        {
            var gateway = root["Gateway"]!.AsObject();
            gateway["Storage"] = new JsonObject { ["Provider"] = "Redis" };
            gateway["Redis"] = new JsonObject { ["Configuration"] = "env:REDIS", ["Timeout"] = timeout };
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
