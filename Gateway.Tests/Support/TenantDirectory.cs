namespace Gateway.Tests.Support;

/// <summary>A directory of tenants, as an operator keeps it.</summary>
internal sealed class TenantDirectory : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-tenants-");

    public string Path => _folder.FullName;

    /// <summary>Writes a file over the one that is there, in place.</summary>
    public TenantDirectory With(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>As Kubernetes mounts a secret: each file a link to <c>..data</c>, and that a link which is swapped.</summary>
    /// <param name="version">The folder that holds the files.</param>
    /// <param name="files">Their names and contents.</param>
    public void Mount(string version, params IReadOnlyList<(string Name, string Text)> files)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, version));
        foreach (var (name, text) in files)
        {
            File.WriteAllText(System.IO.Path.Combine(folder.FullName, name), text);
            var link = System.IO.Path.Combine(Path, name);
            if (!System.IO.Path.Exists(link))
            {
                File.CreateSymbolicLink(link, System.IO.Path.Combine("..data", name));
            }
        }

        var data = System.IO.Path.Combine(Path, "..data");
        File.Delete(data);
        File.CreateSymbolicLink(data, version);
    }

    /// <summary>Who may read it, as chmod(1) has it; of the directory itself by an empty name.</summary>
    public void SetMode(string name, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(System.IO.Path.Combine(Path, name), (UnixFileMode)mode);
        }
    }

    /// <summary>A gateway whose route <c>hooks</c> has these tenants.</summary>
    public TestConfiguration Route(string backend) => new TestConfiguration(backend, $$"""
        { "Tenant": { "From": "path:tenant" },
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Directory": "{{Path}}" } } }
        """).Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/hooks/{tenant}");

    public void Remove(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
