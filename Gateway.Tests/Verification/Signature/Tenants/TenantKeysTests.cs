using System.Globalization;
using Gateway.Secrets;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.Tenants;

namespace Gateway.Tests.Verification.Signature.Tenants;

/// <summary>Which tenants' keys are kept, and that none is tried that is no longer the tenant's.</summary>
public sealed class TenantKeysTests
{
    private readonly TenantKeys<string> _keys;
    private int _made;

    public TenantKeysTests() => _keys = new TenantKeys<string>(
        text =>
        {
            _made++;
            return "key of " + text;
        },
        namesKey: false);

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Keys_of_tenants_that_send_in_turn_are_soon_made_for_few_of_them(int tenants)
    {
        var records = Enumerable.Range(0, tenants).Select(number => Record(number, "secret")).ToList();
        for (var turn = 0; turn < 100; turn++)
        {
            AskAll(records);
        }

        _made = 0;
        AskAll(records);

        Assert.InRange(_made, 0, tenants / 2); // Two that meet in one place; all of them without more places.
    }

    [Fact]
    public void Of_more_tenants_than_there_are_places_each_has_its_own_key()
    {
        var records = Enumerable.Range(0, 20_000).Select(number => Record(number, $"secret {number}")).ToList();
        AskAll(records);

        Each.Is(records.Index(), record => Assert.Equal($"key of secret {record.Index}", Assert.Single(_keys.Of(record.Item).Keys).Key));
    }

    [Fact]
    public void A_new_record_has_new_keys_at_once()
    {
        var before = Record(1, "first");
        AskAll([before, before, before]);

        Assert.Equal("key of second", Assert.Single(_keys.Of(Record(1, "second")).Keys).Key);
    }

    [Fact]
    public void Of_tenants_that_send_in_turn_and_have_no_room_none_is_kept()
    {
        var records = Enumerable.Range(0, 100_000).Select(number => Record(number, "secret")).ToList();
        AskAll(records);
        AskAll(records);

        var kept = records.Count(record => _keys.Of(record).IsKept);

        Assert.InRange(kept, 0, 50); // Two that meet in a place may have one hash.
    }

    [Fact]
    public void What_a_stranger_sends_keeps_no_key_and_pushes_out_none()
    {
        var tenant = Record(0, "secret");
        AskAll([tenant, tenant]);
        var others = Enumerable.Range(1, 1000).Select(number => Record(number, "secret")).ToList();

        others.ForEach(other => _ = _keys.Of(other)); // Made to refuse by, and no more.
        others.ForEach(other => _ = _keys.Of(other));

        Assert.True(_keys.Of(tenant).IsKept);
        Assert.DoesNotContain(others, other => _keys.Of(other).IsKept);
    }

    private void AskAll(IReadOnlyList<TenantRecord> records)
    {
        foreach (var record in records)
        {
            _keys.Keep(_keys.Of(record));
        }
    }

    private static TenantRecord Record(int number, string secret) => TenantRecord.Pack(
        string.Create(CultureInfo.InvariantCulture, $"customer-{number}"),
        [new TenantSecret("default", secret, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]);
}
