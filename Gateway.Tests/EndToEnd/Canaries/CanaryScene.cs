using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd.Canaries;

/// <summary>A gateway whose every secret, token, credential and body has a value that nothing else has.</summary>
internal sealed class CanaryScene : IAsyncDisposable
{
    private const string KeyPlace = "header:X-Sender";

    /// <summary>By the variable that holds it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Secrets = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HMAC"] = "canary-hmac-5d7c1a90b2",
        ["OLD"] = "canary-hmac-old-0e44c6d1",
        ["HEADER_TOKEN"] = "canary-header-token-93d2aa",
        ["QUERY_TOKEN"] = "canary-query-token-71f3bb",
        ["BODY_TOKEN"] = "canary-body-token-28bd0c",
        ["BASIC"] = "canary-user-88a1:canary-password-71aa44",
        ["JWT"] = "canary-jwt-secret-3c19e5f07a26",
        ["VERIFY"] = "canary-verify-token-6a0b",
        ["ADMIN"] = "canary-admin-token-0123456789",
        ["SCRAPE"] = "canary-scrape-token-0123456789",
        ["READ"] = "canary-read-token-0123456789",
        ["ACT"] = "canary-act-token-0123456789",
        ["ALARM"] = "whsec_" + Convert.ToBase64String(Encoding.ASCII.GetBytes("canary-alarm-secret-0123456789ab")),
        ["KEY"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("canary-encryption-key-0123456789")),
    };

    /// <summary>What senders send beside: credentials of theirs, known to nobody here.</summary>
    public static readonly IReadOnlyDictionary<string, string> Strays = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Authorization"] = "canary-authorization-44b0",
        ["Proxy-Authorization"] = "canary-proxy-authorization-1f",
        ["Cookie"] = "canary-cookie-0c44",
        ["X-Api-Token"] = "canary-api-token-e6f0",
        ["X-Session"] = "canary-session-5501",
    };

    public const string StrayParameter = "canary-parameter-9d13";
    public const string StrangersToken = "canary-strangers-token-c0de";
    public const string AlarmPath = "canary-alarm-path-77e1";
    private const string RedisPassword = "canary-redis-password-a1b2";
    public const string Claims = "canary-claims-of-a-token-0b";
    public const string WrongAdmin = "canary-wrong-admin-token-55aa";

    /// <summary>In every body.</summary>
    public static readonly Canary Body = new("the body", "canary-body-5b1f9e");

    private readonly Upstream _upstream;
    private readonly Upstream _receiver;
    private readonly RedisServer? _redis;

    private CanaryScene(TestConfiguration configuration, Upstream upstream, Upstream receiver, RedisServer? redis) =>
        (Configuration, _upstream, _receiver, _redis) = (configuration, upstream, receiver, redis);

    public required GatewayProcess Gateway { get; init; }

    public TestConfiguration Configuration { get; }

    /// <summary>What senders got.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>What it wrote, at every level.</summary>
    public required ConcurrentQueue<string> Log { get; init; }

    /// <summary>All but the bodies: nowhere at all.</summary>
    public static IReadOnlyList<Canary> All { get; } =
    [
        .. Secrets.Select(secret => new Canary(secret.Key, secret.Value)),
        .. Strays.Select(stray => new Canary(stray.Key, stray.Value)),
        new("half of BASIC", "canary-password-71aa44"), new("a parameter", StrayParameter), new("a stranger's token", StrangersToken),
        new("the path of the alarms' receiver", AlarmPath), new("the password of Redis", RedisPassword), new("a wrong token", WrongAdmin), new("the claims of a token", Claims),
        new("the key's bytes", "canary-encryption-key-0123456789"), new("the alarms' bytes", "canary-alarm-secret-0123456789ab"),
    ];

    /// <summary>What receivers of alarms got.</summary>
    public string Alarms => string.Join('\n', _receiver.Received.Select(request =>
        $"{request.Text} {string.Join(' ', request.Headers.SelectMany(header => header.Value.Prepend(header.Key)))}"));

    public async Task<byte[]> StoreAsync() =>
        _redis is not null ? await StoredBytes.OfRedisAsync(_redis) : await StoredBytes.OfSqliteAsync(Configuration.DatabasePath);

    public static async Task<CanaryScene> StartAsync(string store)
    {
        var upstream = await Upstream.StartAsync();
        var receiver = await Upstream.StartAsync();
        var redis = store == "Redis" ? await RedisServer.StartAsync(new RedisServerOptions { Password = RedisPassword }) : null;
        var configuration = Configured(upstream.Url, receiver.Url, "HMAC");
        _ = store switch
        {
            "Redis" => configuration.WithRedis(redis!.Configuration),
            "Sqlite" => configuration.WithSqlite(),
            _ => configuration,
        };
        configuration.Change(root => root["Gateway"]!["Storage"]!["EncryptionKeys"] = new JsonArray("env:KEY"));
        var log = new ConcurrentQueue<string>();
        foreach (var category in (string[])["Default", "Override__Microsoft", "Override__Yarp", "Override__System", "Override__Gateway"])
        {
            configuration.Environment[$"Serilog__MinimumLevel__{category}"] = "Verbose";
        }

        var gateway = await GatewayProcess.StartAsync(configuration, output: log);
        return new CanaryScene(configuration, upstream, receiver, redis) { Gateway = gateway, Log = log };
    }

    /// <summary>The configuration, with a secret of its own for the route <c>hmac</c>.</summary>
    public static TestConfiguration Configured(string upstream, string receiver, string secret)
    {
        var configuration = new TestConfiguration(upstream, HmacSection(secret));
        foreach (var (name, value) in Secrets)
        {
            configuration.Environment[name] = value;
        }

        configuration.Environment["ALARM_URL"] = $"{receiver}/{AlarmPath}";
        return configuration.Change(root =>
        {
            var gateway = root["Gateway"]!;
            gateway["Admin"]!["Token"] = "env:ADMIN";
            gateway["Tokens"] = JsonNode.Parse("""{ "Scrape": "env:SCRAPE", "Read": "env:READ", "Act": "env:ACT" }""");
            gateway["Alarms"] = JsonNode.Parse("""[ { "Url": "env:ALARM_URL", "Secret": "env:ALARM" } ]""");
            gateway["Captures"] = JsonNode.Parse("""{ "Store": true }""");
            gateway["Storage"]!["EncryptionKeys"] = new JsonArray("env:KEY");
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            routes.Clear();
            Add("hmac", HmacSection(secret));
            Add("queue", HmacSection(secret)[..^1] + """, "Deduplication": { "Key": "body:/id" }, "Delivery": { "Mode": "Queue" } }""");
            Add("token", $$"""{ "Signature": { "Algorithm": "shared-token", "From": "{{KeyPlace}}", "Secrets": "env:HEADER_TOKEN" }, "Capture": "All" }""");
            Add("query", """{ "Signature": { "Algorithm": "shared-token", "From": "query:sender", "Secrets": "env:QUERY_TOKEN" }, "Capture": "All" }""");
            Add("body", """{ "Signature": { "Algorithm": "shared-token", "From": "body:/token", "Secrets": "env:BODY_TOKEN" }, "Capture": "All" }""");
            Add("basic", """{ "Signature": { "Algorithm": "basic", "From": "header:Authorization", "Prefix": "Basic ", "Secrets": "env:BASIC" }, "Capture": "All" }""");
            Add("jwt", $$"""{ "Signature": { "Algorithm": "jwt", "From": "{{KeyPlace}}", "Jwt": { "Algorithms": "HS256" }, "Secrets": "env:JWT" }, "Capture": "All" }""");
            Add("challenge", HmacSection(secret)[..^1] + """, "Handshake": { "Method": "GET", "Signed": false, "Secret": "env:VERIFY", "When": { "query:hub.challenge": "*", "query:hub.verify_token": "{secret}" }, "Answer": { "Body": "{query:hub.challenge}" }, "Otherwise": 403 } }""");

            void Add(string name, string verification) => routes[name] = new JsonObject
            {
                ["ClusterId"] = "backend",
                ["Match"] = new JsonObject { ["Path"] = $"/{name}" },
                ["Verification"] = JsonNode.Parse(verification),
            };
        });
    }

    /// <summary>A request of a sender that repeats each of its credentials, and puts some at the wrong place.</summary>
    public static HttpRequestMessage Request(string route, string body, params (string Name, string Value)[] headers)
    {
        var query = $"api_key={StrayParameter}&session={StrayParameter}&{StrayParameter}";
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{route}{(route.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{query}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in Strays.Select(stray => (stray.Key, stray.Value)).Where(stray => !headers.Any(header => header.Name == stray.Key)).Concat(headers))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public static string Event(string id, string more = "") => $$"""{"id":"{{id}}","note":"{{Body.Text}}"{{more}}}""";

    /// <summary>One that the secret has signed.</summary>
    public static HttpRequestMessage Signed(string route, string id, string secret) =>
        Request(route, Event(id), ("X-Signature", Hmac.Hex(secret, Event(id))));

    /// <summary>The same without anything beside: it can be judged again.</summary>
    public static HttpRequestMessage Plain(string route, string id, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{route}") { Content = new StringContent(Event(id), Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Signature", Hmac.Hex(secret, Event(id)));
        return request;
    }

    public static string Basic(string credentials) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    /// <summary>Sends it, and says how it was answered.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await Gateway.Client.SendAsync(request);
            Answers.Add($"{answer.Headers} {await answer.Content.ReadAsStringAsync()}");
            return answer.StatusCode;
        }
    }

    /// <summary>What the admin listener answers, its headers included.</summary>
    public async Task<string> AskAsync(string path, string token = "ADMIN")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway.AdminUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secrets.GetValueOrDefault(token, token));
        using var answer = await Gateway.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return $"{answer.StatusCode} {answer.Headers} {text}";
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        await _receiver.DisposeAsync();
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        Configuration.Dispose();
    }

    private static string HmacSection(string secret) =>
        $$"""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{body}", "Secrets": [ { "Id": "now", "Value": "env:{{secret}}" }, { "Id": "old", "Value": "env:OLD" } ] }, "Capture": "All" }""";
}
