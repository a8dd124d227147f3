using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage.Sqlite.Claims;

public sealed class SeenIdsTests(ITestOutputHelper output)
{
    [Fact]
    public void It_knows_what_a_multiset_knows_whatever_is_added_and_removed()
    {
        var chance = Chance.For(output);
        var seen = new SeenIds();
        var model = new List<UInt128>();
        for (var step = 0; step < 200_000; step++)
        {
            if (model.Count > 0 && chance.Below(5) < 2)
            {
                var at = chance.Below(model.Count);
                seen.Remove(model[at]);
                model.RemoveAt(at);
            }
            else if (model.Count < 3_000)
            {
                var id = Few(chance.Below(3), chance.Below(2_000));
                seen.Add(id);
                model.Add(id);
            }
        }

        var known = model.ToHashSet();
        var all = Enumerable.Range(0, 3).SelectMany(part => Enumerable.Range(0, 2_000).Select(value => Few(part, value)));
        Assert.Equal(model.Count, seen.Count);
        Assert.DoesNotContain(all, id => seen.Contains(id) != known.Contains(id));
        model.ForEach(seen.Remove);
        Assert.Equal((0L, 0L), (seen.Count, seen.Slots));
    }

    [Fact]
    public void Ten_million_ids_take_64_MB_at_most_and_a_million_new_ones_are_known_to_be_new()
    {
        const int count = 10_000_000;
        var seen = new SeenIds();
        for (var number = 0UL; number < count; number++)
        {
            seen.Add(Spread(number));
        }

        Assert.InRange(seen.Slots * sizeof(uint), count * sizeof(uint), 64_000_000);
        Assert.True(seen.Contains(Spread(0)) && seen.Contains(Spread(count - 1)));
        var mistaken = 0;
        for (var number = 0UL; number < 1_000_000; number++)
        {
            mistaken += seen.Contains(Spread(count + number)) ? 1 : 0;
        }

        Assert.InRange(mistaken, 0, 10); // 0.6 are expected.
    }

    [Fact]
    public void What_is_not_there_is_removed_to_no_effect()
    {
        var seen = new SeenIds();
        seen.Add(1);

        seen.Remove(2);
        seen.Remove(UInt128.MaxValue);

        Assert.True(seen.Contains(1));
        Assert.Equal(1, seen.Count);
    }

    /// <summary>Of few partitions and few values, so that tables are long, gaps are closed around their ends, and ids come twice.</summary>
    private static UInt128 Few(int partition, int value) => ((UInt128)(uint)partition << 116) | (1 + ((uint)value * 2_147_483));

    /// <summary>As hashes are: two rounds of splitmix64.</summary>
    private static UInt128 Spread(ulong number) => new(Mix(number * 2), Mix((number * 2) + 1));

    private static ulong Mix(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
