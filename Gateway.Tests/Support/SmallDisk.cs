using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>A file system of two megabytes, one of which can be freed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "size=2m";
    private const int Ballast = 1024 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null where it may not be mounted: only root may.</summary>
    public static async Task<SmallDisk?> MountAsync(string path)
    {
        Directory.CreateDirectory(path);
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", Size, "tmpfs", path))
        {
            return null;
        }

        var disk = new SmallDisk(path);
        await File.WriteAllBytesAsync(disk.PathOf("ballast"), new byte[Ballast]);
        return disk;
    }

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public void MakeRoom() => File.Delete(PathOf("ballast"));

    public async ValueTask DisposeAsync() => await RunAsync("umount", "-l", Path);

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
