using Gateway.Reading;

namespace Gateway.Tests.Attacks;

/// <summary>Which bodies are queued: the smallest and the largest, or with <c>QUEUE_BODIES=all</c> those between as well.</summary>
internal static class QueueMemoryOptions
{
    private const string Variable = "QUEUE_BODIES";

    public static bool IsAll { get; } = ProcessEnvironment.Variable(Variable) == "all";
}
