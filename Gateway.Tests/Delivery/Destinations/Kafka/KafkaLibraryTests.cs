using System.Runtime.InteropServices;

namespace Gateway.Tests.Delivery.Destinations.Kafka;

public sealed class KafkaLibraryTests
{
    /// <summary>These tests have every build of it beside them, and the gateway that is shipped the one that it needs.</summary>
    [Fact]
    public void The_gateways_own_output_has_a_librdkafka_that_loads_here()
    {
        var output = AppContext.BaseDirectory.Replace("Gateway.Tests", "Gateway", StringComparison.Ordinal);
        var system = $"linux-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        var libraries = Directory.GetFiles(Path.Combine(output, "runtimes", system, "native"), "*librdkafka.so");

        Assert.Contains(libraries, library => NativeLibrary.TryLoad(library, out _));
    }
}
