using System.Runtime.InteropServices;

namespace Gateway.Reading;

/// <summary>
/// What the system says of a file without opening it, symbolic links followed: Kubernetes swaps one above it. A tenth of what reading a
/// small file takes.
/// </summary>
/// <param name="Mode">What it is: a file or a directory.</param>
/// <param name="Inode">Another file of the same name has another.</param>
/// <param name="Device">Where that number counts.</param>
/// <param name="Length">In bytes.</param>
/// <param name="ModifiedSeconds">When its content was written.</param>
/// <param name="ModifiedNanoseconds">The part of a second.</param>
/// <param name="ChangedSeconds">When that or anything else of it was, which nobody can set back.</param>
/// <param name="ChangedNanoseconds">The part of a second.</param>
/// <param name="BornSeconds">When it was made; 0 where the file system does not say.</param>
/// <param name="BornNanoseconds">The part of a second.</param>
internal readonly record struct FileStamp(
    ushort Mode, ulong Inode, ulong Device, ulong Length, long ModifiedSeconds, uint ModifiedNanoseconds, long ChangedSeconds, uint ChangedNanoseconds,
    long BornSeconds, uint BornNanoseconds)
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint Asked = 0xFFF; // STATX_BASIC_STATS | STATX_BTIME

    public FileIdentity Identity => new(Inode, Device, BornSeconds, BornNanoseconds);

    public bool IsDirectory => (Mode & 0xF000) == 0x4000; // S_IFMT, S_IFDIR

    /// <summary>Whether it has an end: a pipe waits for its writer, and some devices never do.</summary>
    public bool IsFile => (Mode & 0xF000) == 0x8000; // S_IFREG

    /// <summary>The file's; null if there is none, or the system does not say.</summary>
    public static FileStamp? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Statx(CurrentDirectory, path, flags: 0, Asked, out var stats) == 0
                ? new FileStamp(
                    stats.Mode, stats.Inode, ((ulong)stats.DeviceMajor << 32) | stats.DeviceMinor, stats.Length,
                    stats.Modified.Seconds, stats.Modified.Nanoseconds, stats.Changed.Seconds, stats.Changed.Nanoseconds,
                    stats.Born.Seconds, stats.Born.Nanoseconds)
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library from before 2018.
        }
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Stats stats);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly uint Nanoseconds;
        private readonly int _reserved;
    }

    /// <summary>statx(2): of one layout on every architecture, which <c>stat</c> is not.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Stats
    {
        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Length;

        [FieldOffset(80)]
        public readonly Time Born; // Zero where it is not known.

        [FieldOffset(96)]
        public readonly Time Changed;

        [FieldOffset(112)]
        public readonly Time Modified;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;
    }
}
