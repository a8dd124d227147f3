using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks;

/// <summary>Paths that mean one thing to routing and another to the backend: what is open must not open what is verified.</summary>
public sealed partial class PathAttackTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Forms = 10_000;

    private const string Routes =
        $$"""
        {
          "orders": { "ClusterId": "backend", "Match": { "Path": "/hooks/orders" }, "Verification": { {{SignedWebhook.Scheme}} } },
          "items": { "ClusterId": "backend", "Match": { "Path": "/items/{id}" }, "Verification": { {{SignedWebhook.Scheme}} } },
          "watched": { "ClusterId": "backend", "Match": { "Path": "/watched/{**rest}" }, "Verification": { "Mode": "Monitor", {{SignedWebhook.Scheme}} } },
          "public": { "ClusterId": "backend", "Match": { "Path": "/public/{**rest}" }, "Verification": { "Mode": "None", "Reason": "a test" } },
          "any": { "ClusterId": "site", "Match": { "Path": "/{**all}" }, "Verification": { "Mode": "None", "Reason": "a test" } }
        }
        """;

    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;
    private Upstream _site = null!;
    private TestGateway _gateway = null!;

    private IReadOnlyList<ReceivedRequest> Received => [.. _upstream.Received, .. _site.Received];

    /// <summary>Dangerous whatever the routes are: behind each of them, what is named is another path than it seems.</summary>
    public static TheoryData<string> Dangerous =>
    [
        "..;/hooks/orders", "..;x=1/hooks/orders", ".;/..;/hooks/orders", "..%3b/hooks/orders", "..;", "a/..;a=b;c",
        "%2e%2e;/hooks/orders", "%2e./hooks/orders", ".%2E/hooks/orders", "../hooks/orders", "./x", "a/.", "a/..", "a/%2e",
        "..\\hooks\\orders", "..%5chooks%5corders", "a%5c", "a\\b", "\\..\\x", "a%5C..%5Cb", "a%255c..%255cb",
        "..%2fhooks%2forders", "x%2f..%2fhooks", "a%2F%2e%2E%2Fb", "a%2f.", "x;y=%2f..%2fhooks",
        "%252e%252e/hooks/orders", "%252e%252e%252fhooks", "%25252e%25252e/x", "%25%32%65%25%32%65/x", "a%2525252525252fb",
        "%c0%ae%c0%ae/hooks/orders", "%c0%ae", "%C1%9C", "%e0%80%ae%e0%80%ae/x", "%f0%80%80%ae/x", "%f8%80%80%80%ae/x", "..%c0%af",
        "%u002e%u002e/hooks/orders", "%u002e%u002e%u002fhooks", "%uff0e%uff0e/x", "%ef%bc%8e%ef%bc%8e/x", "a%ef%bc%bcb", "%e2%80%a5/x",
        "..%20/x", "%20../x", "..%00/x", "x%00", "x%0d%0ay", "x%0a", "%09x", "x%7f", "..%23/x", "..%3f/x", "a#b", "a?b#c",
    ];

    /// <summary>What senders do write.</summary>
    public static TheoryData<string> Ordinary =>
    [
        "", "a", "a/", "a/b/c", "v1.0/x", ".well-known/security.txt", "a.b/c..d/e.", "...", "..a/b..", ".a", "a..", "file.tar.gz",
        "a%2Fb", "a%2fb/c", "group%2Fproject", "a//b", "a/;x=1", "matrix;a=1;b=2/c", "a;v=1", "%7Euser", "100%25", "100%25/x", "a%20b", "a+b",
        "caf%C3%A9", "caf%E9", "%ff", "%E6%97%A5%E6%9C%AC", "%F0%9F%98%80", "%zz/%", "[a]|\"b\"/{c}^`<d>", "a:b", "v1/messages:send", "a@b,c",
        "$metadata", "(1)", "x?a=../..;/\\&b=%2e%2e/", "x?a=%00%zz", "urn%3Aa%3Ab", "a%3Fb", "a%23b", "a%25C3%25A9", "a%252Fb", "a%3Bb",
        "-_.~!$&'()*+,=:@", "%41%2d", "a'b", "x.", "x%20", "x::$DATA", "a%u0041", "a.b.c.d.e.f.g.h.i.j.json", "orders.json", "index.php/a/b.c",
        "index.php/public/x", "(S(abc))/x", "+a", "a/+b", "%20a", "%c2%aa", "x%c2%b2", "Orders(1)", "f(g(x))", "(S(x)", "a+b+", "a+/b", "x%c2%a0", "caf%C3%A0", "%ef%bd%8f", "%C5%BF", "x:y:z", "x:$y",
        "hooks/orders", "hooks/orders.json", "items/7", "jquery-3.7.1.min.js", "%E3%82%A2%EF%BC%A1", "PROGRA~1/x",
    ];

    public static TheoryData<string> OfAnotherRoute =>
    [
        "//hooks/orders", "/hooks//orders", "///hooks///orders//", "/hooks/orders;x=1", "/hooks/orders;", "/hooks;/orders", "/;/hooks/orders",
        "/;a=b/hooks/orders", "/hooks/orders.", "/hooks/orders%20", "/hooks./orders", "/hooks%2forders", "/hooks%2Forders", "/%2fhooks/orders",
        "/hooks%252Forders", "/hooks/orders%3bx", "/hooks/orders%253bx", "/hooks/orders;%2Fx", "/hooks/orders;/x", "/hooks/orders%3Fx",
        "/hooks/orders%23x", "/hooks/orders::$DATA", "/hooks/%256frders", "/hooks/%u006frders", "/hooks%ef%bc%8forders", "/HOOKS//Orders",
        "/items//7", "/items//a%252Fb", "//public/x", "/;x/public/x", "//items/7;x", "/hooks/orders/.%20", "/hooks/orders/%2f",
        "/hooks/orders/...", "/public;x", "//h/hooks/orders", "//h:80/hooks/orders", "//u@h/hooks/orders", "///h/hooks/orders", "//h%2fhooks/orders",
        "/hooks/orders:$I30:$INDEX_ALLOCATION", "/hooks:$i30:$INDEX_ALLOCATION/orders", "/hooks/orders:x:$DATA", "/hooks/orders%3A%3A$DATA",

        // By the rules of frameworks.
        "/hooks/orders.json", "/hooks/orders.xml/", "/hooks/orders.a.b.c", "/hooks/orders%2ejson", "/hooks/orders%252ejson", "/HOOKS/Orders.JSON",
        "/hooks/orders.json;x", "/hooks/orders;x.json", "//hooks/orders.json", "/hooks/orders.1.2.3.4.5.6.7.8.9.10",
        "/index.php/hooks/orders", "/a/b.cgi/hooks/orders", "/index.php//hooks/orders", "/INDEX.PHP/hooks/orders", "/index.php/hooks/orders.json",
        "/index%2ephp/hooks/orders", "/public/index.php/hooks/orders", "/public/index.php/items/7", "/hooks/orders.php/x",
        "/(S(abc))/hooks/orders", "/hooks/(S(abc))/orders", "/hooks/orders/(S(abc))", "/(A(x)S(y)F(z))/hooks/orders", "/(S(a))/hooks/(S(b))orders",
        "/hooks/ord(S(x))ers", "/%28S%28abc%29%29/hooks/orders", "/(S(abc))hooks/orders", "/(s())/hooks/orders",
        "/hooks/orders+", "/hooks+/orders", "/hooks/orders%a0", "/hooks/orders%c2%a0", "/hooks/orders%85", "/hooks/orders%e3%80%80", "/hooks/%ef%bb%bforders",
        "/hooks/order%c5%bf", "/hoo%e2%84%aas/orders", "/hooks/%ef%bd%8frders", "/hooks/%ef%bc%85%36frders", "/hooks/%c5%8drders", "/hooks/%e2%93%9erders",
        "/hooks/%20orders", "/hooks/+orders", "/%20hooks/orders", "/+hooks/orders", "/+/hooks/orders", "/hooks/%2borders", "/hooks/+%20orders+", "/%20hooks%20/+orders%20+",
        "/hooks/%a0orders", "/hooks/%85orders", "/hooks/%c2%a0orders", "/%e3%80%80hooks/orders", "/hooks/%e2%80%83+orders%e2%80%83", "/hooks/%a0%e3%80%80orders%20%85",
        "/hooks/%c2%barders", "/hooks/%e1%b5%92rders", "/hooks/order%cb%a2", "/hooks/ord%e1%b5%89rs", "/hooks/%e2%82%92rders", "/hooks/ord%e2%84%afrs", "/%e2%84%8books/orders",
        "/hooks/%f0%9d%90%a8rders", "/%ef%bc%88S(x))/hooks/orders", "/public/x.php/watched/y",
    ];

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _site = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(Configuration());
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Dangerous))]
    public async Task What_is_dangerous_is_refused_on_every_route(string rest)
    {
        string[] routes = ["/public/", "/watched/", "/", "/items/"];
        foreach (var route in routes)
        {
            Assert.Equal(400, await SendAsync("POST", route + rest));
        }

        Assert.Equal(400, await SendAsync("GET", "http://gateway.test/public/" + rest));
        Assert.Empty(Received);
    }

    [Fact]
    public async Task It_is_refused_before_its_body_is_waited_for_and_recorded()
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Encoding.ASCII.GetBytes(
            "POST /watched/..;/hooks/orders HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 1000000\r\n\r\n"));
        var (status, head, body) = await connection.ReadAsync();

        Assert.Equal(400, status);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        Assert.Equal("Invalid path", JsonNode.Parse(body)!["error"]!.GetValue<string>());
        await Eventually.IsTrueAsync(
            () => Task.FromResult(_log.Lines.Any(line => line.Contains("Webhook watched path_invalid 400 POST ", StringComparison.Ordinal) && line.Contains(" mode=monitor ", StringComparison.Ordinal))),
            "it is in the log");
    }

    [Theory]
    [MemberData(nameof(Ordinary))]
    public async Task What_is_ordinary_arrives_as_it_was_sent(string rest)
    {
        Assert.Equal(200, await SendAsync("POST", "/public/" + rest));
        Assert.Equal("/public/" + rest, Assert.Single(Received).Target);
    }

    [Theory]
    [MemberData(nameof(OfAnotherRoute))]
    public async Task What_may_be_another_route_s_path_is_refused(string target)
    {
        Assert.Equal(400, await SendAsync("POST", target));
        Assert.Equal(400, await SendAsync("GET", "http://gateway.test" + target));
        Assert.Empty(Received);
    }

    [Theory]
    [InlineData("/hooks/orders")]
    [InlineData("/hooks/orders/")]
    [InlineData("/HOOKS/ORDERS")]
    [InlineData("/hooks/%6frders")]
    [InlineData("/hooks/orders?/../..;/")]
    public async Task The_path_itself_is_verified_however_it_is_written(string target)
    {
        Assert.Equal(401, await SendAsync("POST", target));
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw(target));
        Assert.Equal(200, (await connection.ReadAsync()).Status);
        Assert.Equal(target, Assert.Single(Received).Target);
    }

    [Theory]
    [InlineData("CONNECT", "hooks.example:80")]
    [InlineData("CONNECT", "/public/x")]
    [InlineData("GET", "public/x")]
    [InlineData("GET", "http:/public/x")]
    public async Task A_target_in_no_form_of_its_own_reaches_nobody(string method, string target)
    {
        Assert.InRange(await SendAsync(method, target), 400, 499);
        Assert.Empty(Received);
    }

    /// <summary>What any other method, or a spelling of the path, would otherwise reach.</summary>
    [Theory]
    [InlineData("""{ "Path": "/{**all}" }""")]
    [InlineData("""{ "Hosts": [ "www.example" ] }""")]
    [InlineData("""{ "Path": "/{folder}/x", "Methods": [ "PUT", "POST" ] }""")]
    public async Task An_open_route_beside_a_verified_one_of_the_same_cluster_is_a_problem(string match)
    {
        using var configuration = new TestConfiguration(_upstream.Url, "{}").Change(root => root["ReverseProxy"]!["Routes"] = new JsonObject
        {
            ["hooks"] = JsonNode.Parse($$"""
                { "ClusterId": "backend", "Match": { "Path": "/webhooks/{name}", "Methods": [ "POST" ] }, "Verification": { {{SignedWebhook.Scheme}} } }
                """),
            ["open"] = JsonNode.Parse($$"""{ "ClusterId": "backend", "Match": {{match}}, "Verification": { "Mode": "None", "Reason": "a test" } }"""),
        });

        var problem = Assert.Single((await GatewayHost.CheckAsync(configuration.Options)).Problems);

        Assert.StartsWith("$.ReverseProxy.Routes.open.Match: is open for paths that the route 'hooks' verifies", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_http2_paths_are_judged_alike()
    {
        await using var gateway = await TestGateway.StartAsync(Configuration().Change(root =>
            root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""")));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        string[] bad = ["/public/..;/hooks/orders", "/public/a\\b", "//hooks/orders", "/public/%252e%252e/x", "/public/..%2f"];
        foreach (var target in bad)
        {
            Assert.Equal(400, await StatusAsync(target));
        }

        Assert.Empty(Received);
        Assert.Equal(200, await StatusAsync("/public/a%2Fb//c;x"));
        Assert.Equal("/public/a%2Fb//c;x", Assert.Single(Received).Target);

        async Task<int> StatusAsync(string target)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
                gateway.Url.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
            {
                Version = new Version(2, 0),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task Of_ten_thousand_forms_none_reaches_a_path_that_another_route_matches()
    {
        var forms = new PathForms(Chance.For(output));
        var sent = Enumerable.Range(0, Forms).Select(_ => forms.Next()).ToList();
        var hidden = sent.Count(form => BackendPath.All.Any(backend => Hides(backend, form)));
        Assert.InRange(hidden, Forms / 20, Forms); // Or nothing would be shown.
        Each.Is(BackendPath.All, backend => Assert.True(
            backend.Steps.Count == 1 || sent.Any(form => Hides(backend, form)), $"No form shows what {backend.Name} does."));

        await Task.WhenAll(sent.Chunk((Forms / 4) + 1).Select(SendAllAsync));

        var wrong = (from received in Received
                     from backend in BackendPath.All
                     let resolved = RouteOf(backend.Resolve(received.Target))
                     where resolved is not null && resolved != received.Header("X-Gateway-Route")
                         && (!backend.IsByRule || resolved is "orders" or "items" or "watched")
                     select $"{received.Target} of '{received.Header("X-Gateway-Route")}' is '{resolved}' to {backend.Name}").ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Forms} forms, {hidden} of them hide another route's path; {Received.Count} were forwarded."));
        Assert.NotEmpty(Received);
        Assert.Empty(wrong.Take(20));
    }

    private static bool Hides(BackendPath backend, string form) =>
        RouteOf(form) is not ("orders" or "items") && RouteOf(backend.Resolve(form)) is "orders" or "items";

    /// <summary>By the routes' patterns, and not by routing.</summary>
    private static string? RouteOf(string? path) => path switch
    {
        null => null,
        _ when Orders().IsMatch(path) => "orders",
        _ when Items().IsMatch(path) => "items",
        _ when Watched().IsMatch(path) => "watched",
        _ when Public().IsMatch(path) => "public",
        _ => "any",
    };

    [GeneratedRegex("^/hooks/orders/?$", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Orders();

    [GeneratedRegex("^/items/[^/]+/?$", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Items();

    [GeneratedRegex("^/watched(?:/.*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Watched();

    [GeneratedRegex("^/public(?:/.*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Public();

    private TestConfiguration Configuration() => new TestConfiguration(_upstream.Url, "{}") { Logger = _log }.Change(root =>
    {
        root["ReverseProxy"]!["Routes"] = JsonNode.Parse(Routes);
        root["ReverseProxy"]!["Clusters"]!["site"] = JsonNode.Parse($$"""{ "Destinations": { "one": { "Address": "{{_site.Url}}" } } }""");
    });

    private async Task<int> SendAsync(string method, string target)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Request(method, target));
        return (await connection.ReadAsync()).Status;
    }

    private async Task SendAllAsync(string[] targets)
    {
        var connection = await RawConnection.OpenAsync(_gateway.Url);
        try
        {
            foreach (var target in targets)
            {
                await connection.SendAsync(Request("GET", target));
                if ((await connection.ReadAsync()).Head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
                {
                    await connection.DisposeAsync();
                    connection = await RawConnection.OpenAsync(_gateway.Url);
                }
            }
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private static byte[] Request(string method, string target) =>
        Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: gateway.test\r\n\r\n");
}
