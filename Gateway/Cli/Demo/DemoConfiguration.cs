using System.Reflection;
using System.Text;

namespace Gateway.Cli.Demo;

/// <summary>
/// The shipped sample configuration in a folder of its own, and over it only what the demonstration cannot share with a
/// gateway that runs: ports, secrets, the store, and a proxy that is trusted to say where a request came from.
/// </summary>
internal sealed class DemoConfiguration : IDisposable
{
    private const string Resources = "config/";
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-demo-");
    private readonly string _text;

    public DemoConfiguration()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(Resources, StringComparison.Ordinal))
            {
                Extract(assembly, name);
            }
        }

        _text = File.ReadAllText(Path, Encoding.UTF8);
    }

    private string Path => System.IO.Path.Combine(_folder.FullName, "gateway.json");

    /// <summary>How to start it; each call with secrets of its own.</summary>
    public GatewayOptions Options(Uri backend, TimeProvider clock, ILoggerProvider logger) => new()
    {
        ConfigPath = Path,
        Urls = AnyPort,
        Clock = clock,
        Environment = new DemoSecrets(_text).Variable,
        Logger = logger,
        Overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Gateway:Admin:Url"] = AnyPort,
            ["Gateway:Client:TrustedProxies:0"] = "127.0.0.1",
            ["Gateway:Storage:Provider"] = "Memory",
            ["ReverseProxy:Clusters:images:Destinations:primary:Address"] = backend.ToString(),
            ["ReverseProxy:Clusters:language:Destinations:primary:Address"] = backend.ToString(),
        },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    private void Extract(Assembly assembly, string name)
    {
        var path = System.IO.Path.Combine(_folder.FullName, name[Resources.Length..]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var resource = assembly.GetManifestResourceStream(name)!;
        resource.CopyTo(file);
    }
}
