namespace Gateway.Tests.Support;

/// <summary>What holds for each of some, of which there must be at least one: of none everything holds.</summary>
internal static class Each
{
    public static void Is<T>(IEnumerable<T> items, Action<T> assertion)
    {
        var all = items.ToList();
        Assert.NotEmpty(all);
#pragma warning disable RS0030 // Do not use banned APIs: it has just been seen that there are some.
        Assert.All(all, assertion);
#pragma warning restore RS0030
    }
}
