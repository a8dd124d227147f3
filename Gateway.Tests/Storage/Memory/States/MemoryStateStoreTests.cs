using Gateway.Storage.Memory.States;
using Gateway.Storage.States;

namespace Gateway.Tests.Storage.Memory.States;

public sealed class MemoryStateStoreTests : StateStoreContract
{
    private protected override IStateStore Store { get; } = new MemoryStateStore();
}
