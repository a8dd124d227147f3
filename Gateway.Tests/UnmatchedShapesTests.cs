using Gateway.Tests.Support;

namespace Gateway.Tests;

public sealed class UnmatchedShapesTests
{
    [Fact]
    public void A_shape_is_told_once_a_minute_with_how_many_came()
    {
        var clock = TestClock.New();
        var shapes = new UnmatchedShapes(clock);

        long[] counts = [Count("/orders/1"), Count("/orders/22"), Count("/orders/333")];
        clock.Advance(TimeSpan.FromSeconds(59));
        var early = Count("/orders/4");
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1, 0, 0], counts);
        Assert.Equal(0, early);
        Assert.Equal(4, Count("/orders/5"));

        long Count(string path) => shapes.Count(UnmatchedReason.Path, path, near: null);
    }

    [Fact]
    public void What_is_far_from_any_route_takes_no_place_of_what_is_near()
    {
        var shapes = new UnmatchedShapes(TestClock.New());
        for (var i = 0; i < 10_000; i++)
        {
            shapes.Count(UnmatchedReason.Path, Unique.Name("/"), near: null);
        }

        Assert.Equal(1, shapes.Count(UnmatchedReason.Path, "/webhooks/strpe", near: "stripe"));
    }

    [Fact]
    public void Who_tries_around_one_route_hides_no_other()
    {
        var clock = TestClock.New();
        var shapes = new UnmatchedShapes(clock);
        for (var i = 0; i < 10_000; i++)
        {
            shapes.Count(UnmatchedReason.Path, Unique.Name("/webhooks/strpe"), near: "stripe");
        }

        // Two routes share a place with one chance in 256: of three not all do.
        long[] told = [.. ((string[])["github", "shopify", "adyen"]).Select(route => shapes.Count(UnmatchedReason.Path, $"/webhooks/{route}s", near: route))];

        Assert.Contains(1, told);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(shapes.Count(UnmatchedReason.Path, "/webhooks/strpe", near: "stripe"), 10_000, 10_003);
    }

    [Fact]
    public void A_request_of_a_known_shape_allocates_nothing()
    {
        var shapes = new UnmatchedShapes(TestClock.New());
        shapes.Count(UnmatchedReason.Path, "/orders/1", near: null);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            shapes.Count(UnmatchedReason.Path, "/orders/1", near: null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
