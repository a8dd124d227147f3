using System.Security.Cryptography;
using System.Text;
using Gateway.Delivery.Stored;
using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery.Stored;

public sealed class ContentCipherTests
{
    private static readonly byte[] Request = Encoding.UTF8.GetBytes("""?POST /hook {"id":"evt_1","secret":"do not tell"}""");
    private static readonly Guid Id = Guid.Parse("01980000-0000-7000-8000-000000000001");
    private static readonly ContentKey Old = new("2025", Pattern.Bytes(ContentKey.Size, start: 1));
    private static readonly ContentKey New = new("2026", Pattern.Bytes(ContentKey.Size, start: 2));

    [Fact]
    public void Without_a_key_a_request_is_stored_as_it_is_but_for_its_first_byte() =>
        Assert.Equal((byte[])[2, .. Request[1..]], Seal(null));

    [Fact]
    public void What_is_encrypted_shows_nothing_and_is_another_each_time()
    {
        var stored = Seal(New);

        Assert.DoesNotContain("evt_1", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(Request[1..], Open(stored, New)?[1..]);
        Assert.NotEqual(stored, Seal(New));
    }

    /// <summary>As the documentation of the form has it, and not as the code reads it.</summary>
    [Fact]
    public void What_is_encrypted_is_AES_256_GCM_with_a_key_derived_from_the_events_id()
    {
        var stored = Seal(New);
        var own = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, New.Key.ToArray(), ContentKey.Size, Id.ToByteArray(), "gateway stored request"u8.ToArray());
        var opened = new byte[Request.Length - 1];

        using var cipher = new AesGcm(own, 16);
        cipher.Decrypt(stored[^29..^17], stored[1..^33], stored[^17..^1], opened, (byte[])[3, 4, .. "2026"u8]);

        Assert.Equal((3, 4, "2026"), (stored[0], stored[^1], Encoding.UTF8.GetString(stored[^33..^29])));
        Assert.Equal(Request[1..], opened);
    }

    [Fact]
    public void A_rotated_key_still_decrypts_what_it_encrypted_and_what_was_stored_before_any_key_is_read()
    {
        Assert.Equal(Request[1..], Open(Seal(Old), New, Old)?[1..]);
        Assert.Equal(Request[1..], Open(Seal(null), New)?[1..]);
    }

    [Fact]
    public void Without_its_key_or_with_another_under_its_name_nothing_is_read()
    {
        Assert.Null(Open(Seal(Old), New));
        Assert.Null(Open(Seal(Old)));
        Assert.Null(Open(Seal(Old), new ContentKey("2025", Pattern.Bytes(ContentKey.Size, start: 3))));
    }

    [Fact]
    public void What_was_stored_for_one_event_is_read_for_no_other() =>
        Assert.Null(Cipher(New).Open(Guid.Parse("01980000-0000-7000-8000-000000000002"), Seal(New), out _));

    [Fact]
    public void What_is_bound_to_something_is_opened_with_that_alone()
    {
        var content = new byte[Request.Length + ContentCipher.RoomFor(New)];
        Request.CopyTo(content, 0);
        ContentCipher.Seal(New, Id, content, Request.Length, "head"u8);

        Assert.Equal(Request[1..], Cipher(New).OpenSealed(Id, content.ToArray(), "head"u8)?[1..].ToArray());
        Assert.Null(Cipher(New).OpenSealed(Id, content.ToArray(), "heat"u8));
        Assert.Null(Cipher(New).OpenSealed(Id, content.ToArray(), default));
        Assert.Null(Open(content, New));
        Assert.Null(Cipher(New).OpenSealed(Id, Seal(New), "head"u8));
        Assert.Null(Cipher(New).OpenSealed(Id, Seal(null), default));
        Assert.Equal(Request[1..], Cipher(New).OpenSealed(Id, Seal(New), default)?[1..].ToArray());
    }

    [Fact]
    public void No_bit_of_it_can_be_changed()
    {
        var stored = Seal(New);
        Assert.True(stored.Length > Request.Length);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var changed = stored.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            // Its form is not part of what is encrypted: as a plain one it is no request.
            Assert.Equal(changed[0] == 2 ? changed : null, Open(changed, New));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("04")]
    [InlineData("01")]
    [InlineData("0104")]
    [InlineData("01FF00")]
    [InlineData("03")]
    [InlineData("0304")]
    [InlineData("0300FF")]
    [InlineData("03000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_too_short_is_not_read(string hex) =>
        Assert.Null(Open(Convert.FromHexString(hex), New));

    [Fact]
    public void A_key_does_not_print_itself() =>
        Assert.Equal("key '2026'", New.ToString());

    private static ContentCipher Cipher(params ContentKey[] keys) => new(() => keys);

    private static byte[] Seal(ContentKey? key)
    {
        var content = new byte[Request.Length + ContentCipher.RoomFor(key)];
        Request.CopyTo(content, 0);
        ContentCipher.Seal(key, Id, content, Request.Length);
        return content;
    }

    private static byte[]? Open(byte[] stored, params ContentKey[] keys) => Cipher(keys).Open(Id, stored.ToArray(), out _)?.ToArray();
}
