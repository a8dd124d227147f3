using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Support;

/// <summary>A provider's vector as a capture, the route that it is for, and whatever is wrong with either.</summary>
internal sealed class ExplainScene : IDisposable
{
    private readonly CommandLine _commandLine = new();
    private readonly TestConfiguration _configuration;

    public ExplainScene(string vector)
    {
        Vector = ProviderVector.Load(vector);
        Body = Vector.Body;
        Target = Vector.Url.PathAndQuery;
        Headers = [.. Vector.Headers.Select(header => (header.Key, header.Value))];
        Verification = JsonNode.Parse(Vector.Verification)!.AsObject();
        Environment["SECRET"] = Secret;
        Environment["VERIFY"] = "a token";
        _configuration = new TestConfiguration("http://127.0.0.1:1/", "{}");
    }

    public ProviderVector Vector { get; }

    /// <summary>The secret it was signed with; empty where there is none.</summary>
    public string Secret => Vector.Secret ?? "";

    public byte[] Body { get; set; }

    public string Text
    {
        get => Encoding.UTF8.GetString(Body);
        set => Body = Encoding.UTF8.GetBytes(value);
    }

    public string Target { get; set; }

    public List<(string Name, string Value)> Headers { get; }

    /// <summary>The route's section.</summary>
    public JsonObject Verification { get; }

    public JsonObject Signature => Verification["Signature"]!.AsObject();

    /// <summary>Further routes, by their names.</summary>
    public Dictionary<string, JsonObject> OtherRoutes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Environment => _commandLine.Environment;

    public string Output => _commandLine.Output;

    public string Error => _commandLine.Error;

    /// <summary>The sentence that names the mistake; empty if none is told.</summary>
    public string Mistake => LineOf("Mistake");

    /// <summary>What one line of the output says.</summary>
    public string LineOf(string name) =>
        Output.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal))?[name.Length..].Trim() ?? "";

    public string this[string header]
    {
        get => Headers.Single(line => line.Name == header).Value;
        set
        {
            Headers.RemoveAll(line => line.Name == header);
            Headers.Add((header, value));
        }
    }

    /// <summary>GitHub's own signature over a body, with this secret.</summary>
    public void SignAsGitHub(string body, string? secret = null) => SignAsGitHub(body, Encoding.UTF8.GetBytes(secret ?? Secret));

    public void SignAsGitHub(string body, byte[] key) =>
        this["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(body)));

    /// <summary>Has the route match this and nothing else.</summary>
    public void MatchOnly(string path, string method) => _configuration.Change(root =>
        root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"] = new JsonObject { ["Path"] = path, ["Methods"] = new JsonArray(method) });

    /// <summary>Runs the command, at the time of the vector unless told otherwise.</summary>
    public async Task<int> RunAsync(params string[] more)
    {
        _configuration.Change(root =>
        {
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            routes["hooks"]!["Verification"] = Verification.DeepClone();
            foreach (var (name, section) in OtherRoutes)
            {
                routes[name] = new JsonObject
                {
                    ["ClusterId"] = "backend",
                    ["Match"] = new JsonObject { ["Path"] = "/" + name },
                    ["Verification"] = section.DeepClone(),
                };
            }
        });
        var file = Path.Combine(Path.GetDirectoryName(_configuration.Path)!, "request.http");
        await File.WriteAllBytesAsync(file, Capture());
        more = Vector.Certificate is null ? more : [.. more, "--fetch-keys"];
        string[] at = more.Contains("--at") ? [] : ["--at", Vector.At.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)];
        return await _commandLine.RunAsync(["explain", file, "--config", _configuration.Path, .. at, .. more]);
    }

    public void Dispose()
    {
        _commandLine.Dispose();
        _configuration.Dispose();
    }

    private byte[] Capture()
    {
        var head = new StringBuilder($"{Vector.Method} {Target} HTTP/1.1\n");
        if (!Headers.Exists(line => line.Name == "Host"))
        {
            head.Append("Host: ").Append(Vector.Url.Authority).Append('\n');
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append('\n');
        }

        return [.. Encoding.Latin1.GetBytes(head.Append('\n').ToString()), .. Body];
    }
}
