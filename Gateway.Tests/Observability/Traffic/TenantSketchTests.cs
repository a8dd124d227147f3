using System.Globalization;
using Gateway.Observability.Traffic;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Observability.Traffic;

/// <summary>Which tenants have the most, in a fixed room, held against a count of all of them.</summary>
public sealed class TenantSketchTests(ITestOutputHelper output)
{
    private readonly TenantSketch _sketch = new();

    [Fact]
    public void Who_has_more_than_a_64th_is_there_and_no_count_is_more_than_there_were()
    {
        var chance = Chance.For(output);
        var all = new Dictionary<string, long>(StringComparer.Ordinal);
        const int webhooks = 50_000;
        for (var i = 0; i < webhooks; i++)
        {
            // A few have most of the webhooks, and thousands a few each.
            var tenant = Name(chance.Below(3) == 0 ? chance.Below(5000) + 100 : chance.Below(1 + chance.Below(30)));
            all[tenant] = all.GetValueOrDefault(tenant) + 1;
            _sketch.Add(tenant, chance.Below(10) == 0 ? WebhookEnd.Failed : WebhookEnd.Passed, isProven: true);
        }

        var counted = _sketch.All.ToDictionary(count => count.Tenant, StringComparer.Ordinal);
        Assert.Equal(TenantSketch.Places, counted.Count);
        Assert.Empty(all.Where(tenant => tenant.Value > webhooks / TenantSketch.Places).Select(tenant => tenant.Key).Except(counted.Keys));
        Each.Is(counted.Values, count =>
        {
            Assert.InRange(all[count.Tenant], count.Proven, count.Proven + count.Uncounted);
            Assert.InRange(count.Uncounted, 0, webhooks / TenantSketch.Places);
        });
    }

    [Fact]
    public void What_proves_nothing_takes_no_place_and_makes_nobody_weigh_more()
    {
        for (var i = 0; i < TenantSketch.Places; i++)
        {
            _sketch.Add(Name(i), WebhookEnd.Passed, isProven: true);
            _sketch.Add(Name(i), WebhookEnd.Passed, isProven: true);
        }

        _sketch.Add("forged", WebhookEnd.Refused, isProven: false);
        for (var i = 0; i < 1000; i++)
        {
            _sketch.Add(Name(0), WebhookEnd.Refused, isProven: false);
        }

        Each.Is(Enumerable.Range(1, TenantSketch.Places - 1), i => _sketch.Add(Name(i), WebhookEnd.Passed, isProven: true));
        _sketch.Add("another", WebhookEnd.Passed, isProven: true);
        var names = _sketch.All.Select(count => count.Tenant).ToList();
        Assert.DoesNotContain("forged", names);
        Assert.DoesNotContain(Name(0), names); // It had the fewest that were its own.
        Assert.Contains(new TenantTraffic("another", 1, 0, 0, 2), _sketch.All);
    }

    [Fact]
    public void Once_cleared_it_knows_nobody()
    {
        _sketch.Add("acme", WebhookEnd.Passed, isProven: true);

        _sketch.Clear();

        Assert.Empty(_sketch.All);
        _sketch.Add("acme", WebhookEnd.Failed, isProven: true);
        Assert.Equal([new TenantTraffic("acme", 0, 0, 1, 0)], _sketch.All);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"customer-{number}");
}
