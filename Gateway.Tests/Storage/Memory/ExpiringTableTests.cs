using Gateway.Storage.Memory;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage.Memory;

public sealed class ExpiringTableTests(ITestOutputHelper output)
{
    [Fact]
    public void It_agrees_with_a_dictionary_whatever_is_done_to_it()
    {
        var table = new ExpiringTable<int, int>();
        var model = new Dictionary<int, (int Value, long End)>();
        var now = 0L;
        var chance = Chance.For(output);
        for (var step = 0; step < 100_000; step++)
        {
            var key = chance.Below(2000);
            var end = now + 1 + chance.Below(4999);
            var slot = table.Find(key);
            Assert.Equal(model.ContainsKey(key), slot >= 0);
            switch (chance.Below(4))
            {
                case 0 when slot >= 0:
                    table.Remove(slot);
                    model.Remove(key);
                    break;
                case 1 when slot >= 0:
                    table.MoveEnd(slot, end);
                    model[key] = (model[key].Value, end);
                    break;
                case 2:
                    now++;
                    table.RemoveEnded(now, int.MaxValue);
                    RemoveEnded(model, now);
                    break;
                case 3 when slot < 0:
                    table.Add(key, step, end);
                    model[key] = (step, end);
                    break;
            }

            Assert.Equal(model.Count, table.Count);
        }

        Each.Is(model, entry =>
        {
            var slot = table.Find(entry.Key);
            Assert.Equal(entry.Value, (table.ValueAt(slot), table.EndAt(slot)));
        });
    }

    [Fact]
    public void No_more_entries_are_removed_at_once_than_asked_for()
    {
        var table = new ExpiringTable<int, int>();
        for (var key = 0; key < 10; key++)
        {
            table.Add(key, key, end: key);
        }

        Assert.Equal(3, table.RemoveEnded(now: 5, atMost: 3));
        Assert.Equal(3, table.RemoveEnded(now: 5, atMost: 100));
        Assert.Equal(4, table.Count);
    }

    private static void RemoveEnded(Dictionary<int, (int Value, long End)> model, long now)
    {
        foreach (var key in model.Where(entry => entry.Value.End <= now).Select(entry => entry.Key).ToList())
        {
            model.Remove(key);
        }
    }
}
