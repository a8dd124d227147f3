using Gateway.Storage.Captures;
using Gateway.Storage.Memory.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Memory.Captures;

public sealed class MemoryCaptureStoreTests : CaptureStoreContract
{
    public MemoryCaptureStoreTests() => Store = new MemoryCaptureStore(Clock);

    private protected override ICaptureStore Store { get; }

    private protected override TimeProvider Clock { get; } = TestClock.New();
}
