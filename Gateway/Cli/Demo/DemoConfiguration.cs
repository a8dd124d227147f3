using System.Reflection;

namespace Gateway.Cli.Demo;

/// <summary>The routes of the sample configuration, as a file in a folder of its own.</summary>
internal sealed class DemoConfiguration : IDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-demo-");
    private readonly string _text;

    public DemoConfiguration()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("Demo/demo.json")!;
        using var reader = new StreamReader(resource);
        _text = reader.ReadToEnd();
        File.WriteAllText(Path, _text);
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
            ["ReverseProxy:Clusters:images:Destinations:primary:Address"] = backend.ToString(),
            ["ReverseProxy:Clusters:language:Destinations:primary:Address"] = backend.ToString(),
        },
    };

    public void Dispose() => _folder.Delete(recursive: true);
}
