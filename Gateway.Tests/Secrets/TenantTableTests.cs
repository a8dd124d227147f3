using System.Text;
using Gateway.Secrets;

namespace Gateway.Tests.Secrets;

/// <summary>A table says what a dictionary says, in little memory.</summary>
public sealed class TenantTableTests
{
    private const int Many = 100_000;

    private readonly TenantTable _table = new();

    [Theory]
    [InlineData("a", true)]
    [InlineData("Acme-2_x.y", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("\u00e4", false)]
    [InlineData("a\n", false)]
    [InlineData("a%41", false)]
    public void A_name_has_a_form(string name, bool isOne) => Assert.Equal(isOne, TenantName.IsValid(name));

    [Fact]
    public void A_name_has_a_length()
    {
        Assert.True(TenantName.IsValid(new string('a', 128)));
        Assert.False(TenantName.IsValid(new string('a', 129)));
    }

    [Fact]
    public void What_is_packed_is_read_again()
    {
        var from = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        TenantSecret[] secrets =
        [
            new("old", "\u00e4\u20ac", DateTimeOffset.MinValue, from), new("new", new string('x', TenantRecord.LongestText), from, DateTimeOffset.MaxValue),
            new("always", "s", DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
        ];

        var record = TenantRecord.Pack("acme", secrets, TenantMode.Monitor, isDisabled: true, stamp: 7);

        Assert.Equal(secrets, record.ReadSecrets());
        Assert.Equal(("acme", TenantMode.Monitor, true, 7UL), (Encoding.ASCII.GetString(record.Name), record.Mode, record.IsDisabled, record.Stamp));
        Assert.Equal((TenantMode.OfRoute, false), (Record("b").Mode, Record("b").IsDisabled));
    }

    [Fact]
    public void Tenants_come_change_and_go()
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var step = 0; step < 20_000; step++)
        {
            var name = $"t{step * 7919 % 1500}";
            if (step % 3 == 2)
            {
                Assert.Equal(expected.Remove(name), _table.Remove(name));
            }
            else
            {
                expected[name] = $"{step}";
                _table.Set(Record(name, $"{step}"));
            }
        }

        Assert.Equal(expected.Count, _table.Count);
        Assert.Equal(expected, _table.All().ToDictionary(record => Encoding.ASCII.GetString(record.Name), record => record.ReadSecrets()[0].Text, StringComparer.Ordinal));
        Assert.Equal(1500 - expected.Count, Enumerable.Range(0, 1500).Count(number => !_table.TryFind($"t{number}", out _)));
    }

    [Fact]
    public void Of_an_unknown_name_another_is_found_and_of_two_of_them_hardly_the_same()
    {
        Assert.False(_table.TryFind("nobody", out var nothing));
        Assert.Null(nothing.Bytes);
        for (var i = 0; i < 1000; i++)
        {
            _table.Set(Record($"tenant-{i}"));
        }

        var others = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(_table.TryFind($"Tenant-{i}", out var other));
            others.Add(Encoding.ASCII.GetString(other.Name));
        }

        Assert.InRange(others.Count, 300, 1000);
    }

    [Fact]
    public void Where_many_were_and_few_are_nobody_looks_at_the_places_of_all_that_were()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _table.Set(Record($"t{i}"));
        }

        for (var i = 1; i < 10_000; i++)
        {
            Assert.True(_table.Remove($"t{i}"));
        }

        var place = 0;
        Assert.Single(_table.From(ref place, 10));
        Assert.InRange(place, 1, 256); // Behind the last place.
        Assert.True(_table.TryFind("t0", out _));
    }

    [Fact]
    public void A_look_round_sees_every_tenant()
    {
        for (var i = 0; i < 100; i++)
        {
            _table.Set(Record($"t{i}"));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var place = 0;
        for (var looks = 0; looks < 12; looks++)
        {
            seen.UnionWith(_table.From(ref place, 10).Select(record => Encoding.ASCII.GetString(record.Name)));
        }

        Assert.Equal(100, seen.Count);
    }

    [Fact]
    public void A_hundred_thousand_tenants_take_less_than_400_bytes_each()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Many; i++)
        {
            _table.Set(Record($"customer-{i:D8}", "whsec_0123456789abcdef0123456789abcdef"));
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Many;

        Assert.Equal(Many, _table.Count);
        Assert.InRange(each, 50, 400);
    }

    private static TenantRecord Record(string name, string text = "a secret") =>
        TenantRecord.Pack(name, [new TenantSecret("default", text, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]);
}
