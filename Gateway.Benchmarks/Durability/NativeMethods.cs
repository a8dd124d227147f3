using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Benchmarks.Durability;

/// <summary>What .NET has no method for: it knows <c>fsync</c> alone, which writes times of files, too.</summary>
internal static class NativeMethods
{
    [DllImport("libc", EntryPoint = "fdatasync", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int SynchronizeData(SafeFileHandle file);
}
