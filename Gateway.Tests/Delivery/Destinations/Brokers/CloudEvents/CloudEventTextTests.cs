using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Tests.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>Names and values of attributes, by the examples and rules of the specification (spec.md, "Context Attributes") and of RFC 3986.</summary>
public sealed class CloudEventTextTests
{
    [Theory]
    [InlineData("https://github.com/cloudevents", true)]
    [InlineData("mailto:cncf-wg-serverless@lists.cncf.io", true)]
    [InlineData("urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", true)]
    [InlineData("/cloudevents/spec/pull/123", true)]
    [InlineData("/sensors/tn-1234567/alerts", true)]
    [InlineData("1-555-123-4567", true)]
    [InlineData("ftp://ftp.is.co.za/rfc/rfc1808.txt", true)]
    [InlineData("ldap://[2001:db8::7]/c=GB?objectClass?one", true)]
    [InlineData("//example.com:8042/over/there?name=ferret#nose", true)]
    [InlineData("tel:+1-816-555-1212", true)]
    [InlineData("?query/with:colon", true)]
    [InlineData("#fragment", true)]
    [InlineData("./this:that", true)]
    [InlineData("", false)]
    [InlineData("with blank", false)]
    [InlineData("/caf\u00e9", false)]
    [InlineData("/100%", false)]
    [InlineData("/100%zz", false)]
    [InlineData("/a\"b", false)]
    [InlineData("/a#b#c", false)]
    [InlineData("1:2", false)] // A scheme begins with a letter, and no first segment holds a colon (section 4.2).
    [InlineData(":path", false)]
    [InlineData("/a[1]", false)]
    [InlineData("http://[::1", false)]
    [InlineData("http://host:port/", false)]
    public void A_source_is_a_URI_reference(string text, bool isOne) => Assert.Equal(isOne, CloudEventText.UriReferenceDefect(text) is null);

    [Theory]
    [InlineData("com.github.pull_request.opened", true)]
    [InlineData("Euro \u20ac \ud83d\ude00", true)]
    [InlineData("", false)]
    [InlineData("line\nfeed", false)]
    [InlineData("\u007f", false)]
    [InlineData("\u0085", false)]
    [InlineData("\ufdd0", false)]
    [InlineData("\uffff", false)]
    [InlineData("\ud83f\udffe", false)]
    public void A_text_holds_no_control_character_and_nothing_that_is_no_character(string text, bool isOne) =>
        Assert.Equal(isOne, CloudEventText.StringDefect(text) is null);

    [Fact]
    public void A_text_holds_no_half_of_a_character() => Assert.NotNull(CloudEventText.StringDefect("\udead"));

    [Theory]
    [InlineData("comexampleextension1", true)]
    [InlineData("a", true)]
    [InlineData("1", true)]
    [InlineData("comexampleextension12", false)]
    [InlineData("", false)]
    [InlineData("Region", false)]
    [InlineData("re-gion", false)]
    [InlineData("data", false)]
    [InlineData("specversion", false)]
    [InlineData("subject", false)]
    [InlineData("gatewayroute", false)]
    public void A_name_is_of_lower_case_letters_and_digits_and_nobody_elses(string name, bool isOne) =>
        Assert.Equal(isOne, CloudEventText.NameDefect(name) is null);
}
