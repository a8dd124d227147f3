using System.Globalization;
using Gateway.JsonSchema;
using Gateway.Storage;
using EventId = Gateway.Verification.Deduplication.EventId;

namespace Gateway.Benchmarks.Load;

/// <summary>Events that were processed before the load begins; it sends others, but a few to see that they are remembered.</summary>
internal static class RememberedIds
{
    /// <summary>Far longer than any load.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromDays(30);

    /// <summary>What stores know the event by that <see cref="LoadRequest"/> sends under this number.</summary>
    public static ClaimKey KeyOf(long number) =>
        EventId.Key("load", [string.Create(CultureInfo.InvariantCulture, $"evt_{number:x16}").AsMemory()], SharedScratch.Instance)!.Value;

    /// <summary>The first, one in the middle, and the last.</summary>
    public static IEnumerable<long> Samples(int count) => count == 0 ? [] : new long[] { 0, count / 2, count - 1 }.Distinct();
}
