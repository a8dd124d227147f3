using System.Runtime.InteropServices;

namespace Gateway.Intake.Memory;

/// <summary>Gives memory that holds nothing back to the system, and keeps its addresses.</summary>
internal static class ResidentMemory
{
    private const int DontNeed = 4; // MADV_DONTNEED: reads as zeros from then on, and is there again when it is written to.

    /// <summary>Takes the whole pages of the system's that stand in it. False where that is not known to be possible.</summary>
    /// <param name="pinned">An array that does not move.</param>
    /// <param name="start">Where what holds nothing begins.</param>
    /// <param name="length">Of that.</param>
    public static bool TryDiscard(byte[] pinned, int start, int length)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var page = (nint)Environment.SystemPageSize;
        var from = Marshal.UnsafeAddrOfPinnedArrayElement(pinned, start);
        var first = (from + page - 1) / page * page;
        var end = (from + length) / page * page;
        return end <= first || Advise(first, (nuint)(end - first), DontNeed) == 0;
    }

    [DllImport("libc", EntryPoint = "madvise", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nuint length, int advice);
}
