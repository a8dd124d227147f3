using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>A file system of a few megabytes, half of which can be freed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Whether one may be mounted: found out by doing so.</summary>
    public static bool IsAllowed { get; } = Try();

    public static async Task<SmallDisk> MountAsync(string path, int megabytes = 2)
    {
        Directory.CreateDirectory(path);
        Assert.True(
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path), "It could be mounted when it was tried.");
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

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-disk-").FullName;
        try
        {
            return Task.Run(async () => await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder) && await RunAsync("umount", folder))
                .GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
