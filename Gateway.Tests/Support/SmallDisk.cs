using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>A file system of a few megabytes, half of which can be freed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null where it may not be mounted: only root may.</summary>
    public static async Task<SmallDisk?> MountAsync(string path, int megabytes = 2)
    {
        Directory.CreateDirectory(path);
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path))
        {
            return null;
        }

        var disk = new SmallDisk(path);
        await File.WriteAllBytesAsync(disk.PathOf("ballast"), new byte[megabytes * 1024 * 1024 / 2]);
        return disk;
    }

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public void MakeRoom() => File.Delete(PathOf("ballast"));

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
