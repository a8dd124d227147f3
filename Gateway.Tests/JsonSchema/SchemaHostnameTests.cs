using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaHostnameTests
{
    private static readonly SchemaOptions Asserting = new() { AssertFormat = true };

    [Theory]
    [InlineData("bücher.example", true)]
    [InlineData("www.example.com", true)]
    [InlineData("WWW.Example.COM", true)] // ASCII names are of either case
    [InlineData("한국.example", true)]
    [InlineData("faß.de", true)] // section 2.6 of RFC 5892: letters of their own
    [InlineData("βόλος.com", true)]
    [InlineData("例え。テスト", true)] // the other full stops
    [InlineData("例え．テスト", true)]
    [InlineData("例え｡テスト", true)]
    [InlineData("Bücher.example", false)] // capitals are no part of a U-label
    [InlineData("ｂücher", false)] // nor full-width letters
    [InlineData("ﬁn", false)] // nor ligatures
    [InlineData("a b", false)]
    [InlineData("a_b", false)]
    [InlineData("☃.example", false)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("a.", false)]
    [InlineData("。a", false)]
    [InlineData("ä..b", false)]
    [InlineData("-ä", false)]
    [InlineData("ä-", false)]
    [InlineData("ää--b", false)] // RFC 5891 section 4.2.3.1
    [InlineData("ab--cd", false)]
    [InlineData("ä\u200b", false)]
    [InlineData("ä\u2028", false)]
    [InlineData("ä\u00a0", false)]
    [InlineData("ä\u00ad", false)]
    [InlineData("q\u0308", true)] // there is no single character for it
    [InlineData("q\u0323\u0307", true)]
    [InlineData("\u00e9\u0325", true)]
    [InlineData("u\u0325\u0323x", true)] // the ring below stands between u and the dot below
    [InlineData("\u0308a", false)] // a mark comes first
    [InlineData("\u0903a", false)]
    [InlineData("\u1100\u1161", false)] // old Hangul
    [InlineData("\u0378", false)] // unassigned
    [InlineData("l\u00b7l", true)]
    [InlineData("col\u00b7lecció", true)]
    [InlineData("l\u00b7a", false)]
    [InlineData("a\u00b7l", false)]
    [InlineData("\u00b7", false)]
    [InlineData("\u0375\u03b1", true)]
    [InlineData("\u0375a", false)]
    [InlineData("\u03b1\u0375", false)]
    [InlineData("\u05d2\u05f3", true)]
    [InlineData("\u05d2\u05f4\u05d1", true)]
    [InlineData("a\u05f3", false)]
    [InlineData("\u05f4\u05d1", false)]
    [InlineData("\u30a2\u30fb\u30a4", true)]
    [InlineData("a\u30fb\u4e00", true)]
    [InlineData("a\u30fbb", false)]
    [InlineData("\u0627\u0661\u0662", true)]
    [InlineData("\u0627\u06f1\u06f2", true)]
    [InlineData("\u0627\u0661\u06f2", false)] // two sets of digits
    [InlineData("\u0915\u094d\u200d\u0937", true)]
    [InlineData("\u0915\u200d\u0937", false)]
    [InlineData("\u200d", false)]
    [InlineData("\u0915\u094d\u200c\u0937", true)]
    [InlineData("\u0628\u200c\u0628", true)] // between letters that would join
    [InlineData("\u0628\u064b\u200c\u064b\u0628", true)] // over marks
    [InlineData("\u0627\u200c\u0628", false)] // alef joins nothing on its left
    [InlineData("a\u200cb", false)]
    [InlineData("\u0640\u0628", false)] // tatweel
    [InlineData("\u05d0a", false)] // RFC 5893: letters of both directions
    [InlineData("a\u05d0", false)]
    [InlineData("1\u05d0", false)]
    [InlineData("\u05d01", true)]
    [InlineData("\u05d0-", false)]
    [InlineData("\u05d0.example", true)]
    [InlineData("\u05d0.1example", false)] // the rule holds for every label of such a name
    [InlineData("1example.ä", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("XN--BCHER-KVA.example", true)]
    [InlineData("xn--bcher-kv", false)] // stops in the middle of a number
    [InlineData("xn--abc-", false)] // says nothing that ASCII does not
    [InlineData("xn--", false)]
    [InlineData("xn--X", false)]
    [InlineData("xn--aa---o47jg78q", false)]
    [InlineData("xn---a", false)]
    [InlineData("xn--a\u00fc", false)]
    [InlineData("xn--99999999999", false)]
    [InlineData("xn--ll-0ea", true)]
    [InlineData("xn--l-gda", false)] // the middle dot, alone with one l
    public void An_internationalized_name_is_checked_by_idna_2008(string name, bool valid)
    {
        Assert.Equal(valid, IsValid("idn-hostname", name));
        Assert.Equal(valid, IsValid("idn-email", $"joe@{name}"));
    }

    [Theory]
    [InlineData("u\u0308")] // not in normalization form C
    [InlineData("q\u0307\u0323")] // marks out of order
    [InlineData("u\u0323\u0308")] // u and the dot below are one character
    [InlineData("\u00e9\u0323")] // sorted, the dot below comes first, and is one character with the e
    public void Characters_that_are_not_composed_are_none_of_a_name_but_of_a_mail_address(string name)
    {
        Assert.False(IsValid("idn-hostname", name));
        Assert.True(IsValid("idn-email", $"joe@{name}")); // RFC 6531: whoever sends the mail composes them
    }

    [Theory]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("XN--BCHER-KVA", true)]
    [InlineData("xn--X", false)]
    [InlineData("xn--aa---o47jg78q", false)]
    [InlineData("ab--cd.com", false)]
    [InlineData("a--b.com", true)]
    [InlineData("abc--d.com", true)]
    [InlineData("bücher", false)]
    [InlineData("a。b", false)]
    public void A_name_of_ascii_may_hold_encoded_labels_that_mean_something(string name, bool valid)
    {
        Assert.Equal(valid, IsValid("hostname", name));
        Assert.Equal(valid, IsValid("email", $"joe@{name}"));
    }

    [Fact]
    public void A_label_is_as_long_as_it_is_in_dns()
    {
        Assert.True(IsValid("idn-hostname", new string('a', 63)));
        Assert.False(IsValid("idn-hostname", new string('a', 64)));
        Assert.True(IsValid("idn-hostname", $"{new string('a', 55)}ü")); // 63 with its prefix, a hyphen and three letters
        Assert.False(IsValid("idn-hostname", $"{new string('a', 56)}ü"));
        Assert.False(IsValid("idn-hostname", new string('ü', 100_000)));
    }

    [Fact]
    public void A_name_is_as_long_as_it_is_in_dns()
    {
        var label = $"{new string('a', 49)}."; // 50 with its dot

        Assert.True(IsValid("idn-hostname", $"{label}{label}{label}{label}{label}aaa"));
        Assert.False(IsValid("idn-hostname", $"{label}{label}{label}{label}{label}aaaa"));
        Assert.False(IsValid("idn-hostname", $"{label}{label}{label}{label}{label}ü"));
    }

    private static bool IsValid(string format, string text) =>
        SchemaFixture.IsValid($"{{\"format\":\"{format}\"}}", JsonSerializer.Serialize(text), Asserting);
}
