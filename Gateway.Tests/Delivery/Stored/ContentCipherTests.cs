using System.Text;
using Gateway.Delivery.Stored;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery.Stored;

public sealed class ContentCipherTests
{
    private static readonly byte[] Request = Encoding.UTF8.GetBytes("""POST /hook {"id":"evt_1","secret":"do not tell"}""");
    private static readonly Guid Id = Guid.Parse("01980000-0000-7000-8000-000000000001");
    private static readonly ContentKey Old = new("2025", Pattern.Bytes(ContentKey.Size, start: 1));
    private static readonly ContentKey New = new("2026", Pattern.Bytes(ContentKey.Size, start: 2));

    [Fact]
    public void Without_a_key_a_request_is_stored_as_it_is() =>
        Assert.Equal(Request, Cipher().Open(Id, Cipher().Seal(Id, Request).Span));

    [Fact]
    public void What_is_encrypted_shows_nothing_and_is_another_each_time()
    {
        var stored = Cipher(New).Seal(Id, Request).ToArray();

        Assert.DoesNotContain("evt_1", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(Request, Cipher(New).Open(Id, stored));
        Assert.NotEqual(stored, Cipher(New).Seal(Id, Request).ToArray());
    }

    [Fact]
    public void A_rotated_key_still_decrypts_what_it_encrypted_and_what_was_stored_before_any_key_is_read()
    {
        Assert.Equal(Request, Cipher(New, Old).Open(Id, Cipher(Old).Seal(Id, Request).Span));
        Assert.Equal(Request, Cipher(New).Open(Id, Cipher().Seal(Id, Request).Span));
    }

    [Fact]
    public void Without_its_key_or_with_another_under_its_name_nothing_is_read()
    {
        var stored = Cipher(Old).Seal(Id, Request).ToArray();

        Assert.Null(Cipher(New).Open(Id, stored));
        Assert.Null(Cipher().Open(Id, stored));
        Assert.Null(Cipher(new ContentKey("2025", Pattern.Bytes(ContentKey.Size, start: 3))).Open(Id, stored));
    }

    [Fact]
    public void What_was_stored_for_one_event_is_read_for_no_other() =>
        Assert.Null(Cipher(New).Open(Guid.Parse("01980000-0000-7000-8000-000000000002"), Cipher(New).Seal(Id, Request).Span));

    [Fact]
    public void No_bit_of_it_can_be_changed()
    {
        var stored = Cipher(New).Seal(Id, Request).ToArray();
        Assert.True(stored.Length > Request.Length);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var changed = stored.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            // Its form is not part of what is encrypted: as a plain one it is no request.
            Assert.Equal(changed[0] == 0 ? changed[1..] : null, Cipher(New).Open(Id, changed)?.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("0104")]
    [InlineData("01FF00")]
    public void What_is_too_short_is_not_read(string hex) =>
        Assert.Null(Cipher(New).Open(Id, Convert.FromHexString(hex)));

    [Fact]
    public void A_key_does_not_print_itself() =>
        Assert.Equal("key '2026'", New.ToString());

    private static ContentCipher Cipher(params ContentKey[] keys) => new(() => keys);
}
