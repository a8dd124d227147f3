using Gateway.Intake.Memory;

namespace Gateway.Tests.Intake.Memory;

/// <summary>When the heap is moved together; that it helps is shown by the floods (<c>Http2FloodTests</c>).</summary>
public sealed class HeapTrimTests
{
    [Theory]
    [InlineData(35, 0, false)] // As large as a gateway at work.
    [InlineData(36, 0, true)]
    [InlineData(200, 0, true)]
    [InlineData(60, 40, true)]
    [InlineData(59, 40, false)] // Not half as large again as what lived.
    [InlineData(96, 64, true)]
    [InlineData(200, 65, false)] // What lives takes too long to move.
    public void It_is_due_when_it_has_grown_by_half_over_the_little_that_lived(int size, int living, bool isDue) =>
        Assert.Equal(isDue, HeapTrim.IsDue((long)size << 20, (long)living << 20));

    [Fact]
    public void Looking_again_without_a_collection_in_between_does_nothing()
    {
        var heap = new HeapTrim();
        heap.Look();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var time = 0; time < 1000; time++)
        {
            heap.Look();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
