using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Gateway.Tests.Deploy;

/// <summary>Every file to deploy the gateway with is read by what it is for, or held against what is known of it.</summary>
public sealed partial class DeployFileTests
{
    private const string Token = "a-token-of-the-deploy-tests-0123456789";

    /// <summary>Each with the kinds that stand in it.</summary>
    public static TheoryData<string, string> Manifests => new()
    {
        { "edge.yaml", "ConfigMap Secret Deployment Service HorizontalPodAutoscaler PodDisruptionBudget NetworkPolicy ServiceMonitor" },
        { "sidecar.yaml", "ConfigMap Secret PersistentVolumeClaim Deployment Service NetworkPolicy" },
    };

    public static TheoryData<string> Configurations => ["compose", "edge.yaml", "sidecar.yaml"];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_manifest_has_its_kinds_and_what_they_name_exists(string file, string kinds)
    {
        var documents = Read("kubernetes", file);

        Assert.Equal(kinds, string.Join(' ', documents.Select(document => Text(document, "kind"))));
        var names = documents.Select(document => $"{Text(document, "kind")} {Text(document, "metadata", "name")}").ToHashSet(StringComparer.Ordinal);
        var pod = At(documents.Single(document => Text(document, "kind") == "Deployment"), "spec", "template", "spec");
        Assert.DoesNotContain(NamedBy(pod), name => !names.Contains(name));
        Assert.NotEmpty(NamedBy(pod));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_a_service_or_a_policy_selects_is_the_pod_and_ports_go_by_its_names(string file, string kinds)
    {
        var documents = Read("kubernetes", file);
        var template = At(documents.Single(document => Text(document, "kind") == "Deployment"), "spec", "template");
        var app = Text(template, "metadata", "labels", "app");
        var ports = Nodes(template).Where(node => node.Children.ContainsKey("containerPort")).Select(node => Text(node, "name")).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Service", kinds, StringComparison.Ordinal);
        var selected = documents.SelectMany(Nodes).Where(node => node.Children.ContainsKey("app")).Select(node => Text(node, "app"));
        Assert.Equal([app], selected.Distinct(StringComparer.Ordinal));
        var service = documents.Single(document => Text(document, "kind") == "Service");
        Assert.Empty(Nodes(service).Where(node => node.Children.ContainsKey("targetPort")).Select(node => Text(node, "targetPort")).Except(ports));
        Assert.Empty(Nodes(template).Where(node => node.Children.ContainsKey("httpGet")).Select(node => Text(node, "httpGet", "port")).Except(ports));
        Assert.Equal(["webhooks", "admin"], ports);
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task The_configuration_in_it_has_no_problem(string place)
    {
        var text = place == "compose"
            ? await File.ReadAllTextAsync(PathOf("compose", "config", "gateway.json"))
            : Text(Read("kubernetes", place).Single(document => Text(document, "kind") == "ConfigMap"), "data", "gateway.json");
        using var configuration = new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""");
        configuration.WriteText(text);
        configuration.Environment["GATEWAY_ADMIN_TOKEN"] = Token;
        configuration.Environment["STRIPE_WEBHOOK_SECRET"] = "whsec_of_the_deploy_tests_0123456789abcdef";
        configuration.Environment["REDIS_CONNECTION"] = "redis:6379";

        var result = await GatewayHost.CheckAsync(configuration.Options);

        Assert.Empty(result.Problems);
    }

    [Theory]
    [InlineData("edge.yaml")]
    [InlineData("sidecar.yaml")]
    public async Task With_the_secrets_that_stand_in_it_it_does_not_start(string file)
    {
        var documents = Read("kubernetes", file);
        var secrets = ((YamlMappingNode)At(documents.Single(document => Text(document, "kind") == "Secret"), "stringData")).Children
            .ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal);
        using var configuration = new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""");
        configuration.WriteText(Text(documents.Single(document => Text(document, "kind") == "ConfigMap"), "data", "gateway.json"));
        foreach (var (name, value) in secrets)
        {
            configuration.Environment[name] = value;
        }

        var problems = (await GatewayHost.CheckAsync(configuration.Options)).Problems.Select(problem => problem.Message).ToList();

        Assert.Equal(
            [.. secrets.Keys.Where(name => name != "REDIS_CONNECTION").Order(StringComparer.Ordinal).Select(name => $"the environment variable of 'env:{name}' holds a placeholder that nobody filled in.")],
            problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_manual_writes_for_a_secret_is_taken_for_none()
    {
        var written = Written().Match(await File.ReadAllTextAsync(Repository.PathOf("docs", "deploy.md"))).Groups["value"].Value;
        using var configuration = new TestConfiguration("http://127.0.0.1:9", $$"""{ {{SignedWebhook.Scheme}} }""");
        configuration.Environment["SECRET"] = written;

        Assert.Contains("placeholder", Assert.Single((await GatewayHost.CheckAsync(configuration.Options)).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_builds_on_services_and_volumes_that_it_has()
    {
        var root = Assert.Single(Read("compose", "compose.yaml"));

        Assert.Equal(["services", "volumes"], root.Children.Keys.Select(key => key.ToString()));
        var gateway = (YamlMappingNode)At(root, "services", "gateway");
        Assert.Equal("true", Text(gateway, "read_only"));
        var sources = ((YamlSequenceNode)gateway.Children["volumes"]).Select(volume => volume.ToString().Split(':')[0]);
        Assert.Empty(sources.Where(source => !source.StartsWith("./", StringComparison.Ordinal))
            .Except(((YamlMappingNode)At(root, "volumes")).Children.Keys.Select(key => key.ToString())));
        Assert.True(File.Exists(PathOf("compose", "config", "gateway.json")));
    }

    [Fact]
    public async Task The_unit_has_the_sections_and_the_program_that_it_needs()
    {
        var lines = (await File.ReadAllLinesAsync(PathOf("systemd", "webhook-gateway.service"))).Where(line => line.Length > 0 && line[0] != '#').ToList();

        Assert.Equal(["[Unit]", "[Service]", "[Install]"], lines.Where(line => line[0] == '['));
        Assert.DoesNotContain(lines, line => line[0] != '[' && !Setting().IsMatch(line));
        Assert.Equal(lines.Count, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(
            "ExecStart=/opt/webhook-gateway/gateway run --config /etc/webhook-gateway/gateway.json --urls http://127.0.0.1:8080", lines);
        Assert.True(
            int.Parse(lines.Single(line => line.StartsWith("TimeoutStopSec=", StringComparison.Ordinal)).Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)
            > GatewayHost.LongestStop.TotalSeconds);
    }

    [Theory]
    [InlineData("prometheus/rules.yaml")]
    [InlineData("prometheus/tests.yaml")]
    [InlineData("grafana/dashboard.json")]
    public async Task Every_metric_that_it_names_is_one_of_the_page(string file)
    {
        var page = await File.ReadAllLinesAsync(Repository.PathOf("docs", "observability.md"));
        var known = page.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToHashSet(StringComparer.Ordinal);

        var named = Metric().Matches(await File.ReadAllTextAsync(PathOf(file))).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(named.Count > 5);
        Assert.DoesNotContain(named, name => !known.Contains(name) && !known.Contains(Part().Replace(name, "")));
    }

    [Fact]
    public async Task The_panels_of_the_dashboard_have_ids_of_their_own_and_something_to_show()
    {
        var dashboard = JsonNode.Parse(
            await File.ReadAllTextAsync(PathOf("grafana", "dashboard.json")), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;

        var panels = dashboard["panels"]!.AsArray();
        Assert.Equal(panels.Count, panels.Select(panel => (int)panel!["id"]!).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => (string)panel!["title"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(panels, panel => panel!["targets"]!.AsArray().Count == 0);
    }

    private static string PathOf(params ReadOnlySpan<string> parts) => Repository.PathOf(["config", "deploy", .. parts]);

    /// <summary>The documents; a key that stands twice is an error of the reader.</summary>
    private static List<YamlMappingNode> Read(params ReadOnlySpan<string> parts)
    {
        using var reader = new StreamReader(PathOf(parts));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    private static YamlNode At(YamlNode node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = node[key];
        }

        return node;
    }

    private static string Text(YamlNode node, params ReadOnlySpan<string> path) => At(node, path).ToString();

    private static IEnumerable<YamlMappingNode> Nodes(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    /// <summary>What a pod takes from other objects of the file.</summary>
    private static IReadOnlyList<string> NamedBy(YamlNode pod) =>
    [
        .. Nodes(pod).Where(node => node.Children.ContainsKey("secretRef")).Select(node => $"Secret {Text(node, "secretRef", "name")}"),
        .. Nodes(pod).Where(node => node.Children.ContainsKey("configMap")).Select(node => $"ConfigMap {Text(node, "configMap", "name")}"),
        .. Nodes(pod).Where(node => node.Children.ContainsKey("persistentVolumeClaim"))
            .Select(node => $"PersistentVolumeClaim {Text(node, "persistentVolumeClaim", "claimName")}"),
    ];

    [GeneratedRegex("^[A-Z][A-Za-z]+=", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Setting();

    [GeneratedRegex("\\b(webhook|gateway|process)_[a-z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Metric();

    [GeneratedRegex("STRIPE_WEBHOOK_SECRET=(?<value>[^\\\\]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Written();

    /// <summary>What Prometheus adds to a histogram's name.</summary>
    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Part();
}
