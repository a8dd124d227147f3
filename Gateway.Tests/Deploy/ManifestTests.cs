using Gateway.Tests.Support;
using k8s;
using k8s.Models;

namespace Gateway.Tests.Deploy;

/// <summary>The manifests as Kubernetes' own client reads them: by its types, where a key that it does not know is an error.</summary>
public sealed class ManifestTests
{
    /// <summary>Of others than Kubernetes itself: not among the client's types.</summary>
    private static readonly Dictionary<string, Type> Others = new(StringComparer.Ordinal)
    {
        ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(Dictionary<string, object>),
    };

    public static TheoryData<string> Files => ["edge.yaml", "sidecar.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_key_is_one_that_Kubernetes_knows_and_every_value_has_its_type(string file)
    {
        var text = await ReadAsync(file);

        var objects = KubernetesYaml.LoadAllFromString(text, Others, strict: true);

        Assert.Equal(text.Split("\n---\n").Length, objects.Count);
        var pod = Assert.Single(objects.OfType<V1Deployment>()).Spec.Template.Spec;
        var gateway = pod.Containers.Concat(pod.InitContainers ?? []).Single(container => container.Image.Contains("gateway", StringComparison.Ordinal));
        Assert.True(gateway.SecurityContext.ReadOnlyRootFilesystem);
        Assert.True(gateway.SecurityContext.RunAsNonRoot ?? pod.SecurityContext.RunAsNonRoot);
        Assert.NotNull(gateway.LivenessProbe.HttpGet);
        Assert.Contains("memory", gateway.Resources.Limits.Keys);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_misspelt_key_would_be_found(string file)
    {
        var text = (await ReadAsync(file)).Replace("livenessProbe:", "livenesProbe:", StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(text, Others, strict: true));
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Repository.PathOf("config", "deploy", "kubernetes", file));
}
