using System.Runtime.InteropServices;

namespace Gateway.Tests.Support;

/// <summary>
/// Has something done as a user without privileges: root may open every file, and tests often run as root. setfsuid(2) is of one thread on
/// Linux, and of those that it starts meanwhile: nothing may be awaited, and nothing listened to.
/// </summary>
internal static class OrdinaryUser
{
    private const int Nobody = 65534;

    public static void Does(Action action) => Does(() =>
    {
        action();
        return 0;
    });

    public static T Does<T>(Func<T> action)
    {
        var before = SetUser(Nobody);
        try
        {
            return action();
        }
        finally
        {
            _ = SetUser(before);
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetUser(int user);
}
