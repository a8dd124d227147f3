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

        Each.Is(records.Index(), record => Assert.Equal($"key of secret {record.Index}", Assert.Single(_keys.Of(record.Item)).Key));
    }

    [Fact]
    public void A_new_record_has_new_keys_at_once()
    {
        _ = _keys.Of(Record(1, "first"));

        Assert.Equal("key of second", Assert.Single(_keys.Of(Record(1, "second"))).Key);
    }

    private void AskAll(List<TenantRecord> records)
    {
        foreach (var record in records)
        {
            _ = _keys.Of(record);
        }
    }

    private static TenantRecord Record(int number, string secret) => TenantRecord.Pack(
        string.Create(CultureInfo.InvariantCulture, $"customer-{number}"),
        [new TenantSecret("default", secret, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]);
}
