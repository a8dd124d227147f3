namespace Gateway.Tests.Support;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TestFile : IDisposable
{
    public TestFile(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Unique.Name("gateway"));

    public void Dispose() => File.Delete(Path);
}
