using System.Runtime.CompilerServices;

namespace Gateway.Tests.Support;

/// <summary>
/// Room for gateways beside tests. The pool begins with one thread a core and adds about one a second; while FsCheck and waits for
/// processes hold those, every server of this process stands still, and a test that measures timeouts sees them.
/// </summary>
internal static class ThreadPoolRoom
{
    private const int LeastThreads = 32;

    [ModuleInitializer]
    internal static void Make() => ThreadPool.SetMinThreads(LeastThreads, LeastThreads);
}
