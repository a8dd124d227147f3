using Gateway.Intake.Memory;

namespace Gateway;

/// <summary>What the start leaves behind.</summary>
internal static class StartupMemory
{
    /// <summary>In bytes, of all that was allocated: some thousand routes.</summary>
    private const long Much = 256 * 1024 * 1024;

    /// <summary>
    /// Of thousands of routes what was read and checked is hundreds of megabytes, which no collection is due to find for hours. Before
    /// anybody is served; takes some hundred milliseconds then, and nothing of an everyday start.
    /// </summary>
    public static void LetGo()
    {
        if (GC.GetTotalAllocatedBytes() > Much)
        {
            HeapTrim.OfProcess.MoveNow();
        }
    }
}
