using Gateway.Configuration;
using Gateway.Verification.Fetching;

namespace Gateway.Tests.Verification.Fetching;

/// <summary>Where a URL that a webhook names may lead.</summary>
public sealed class UrlPatternTests
{
    private const string Sns = "https://sns.*.amazonaws.com/*.pem";

    [Theory]
    [InlineData("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-x.pem", true)]
    [InlineData("https://SNS.us-west-2.AmazonAWS.com/a.pem", true)] // A host has no case.
    [InlineData("https://sns.us-west-2.amazonaws.com:443/a.pem", true)]
    [InlineData("http://sns.us-west-2.amazonaws.com/a.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com:8443/a.pem", false)]
    [InlineData("https://sns.amazonaws.com/a.pem", false)]
    [InlineData("https://sns..amazonaws.com/a.pem", false)]
    [InlineData("https://sns.a.b.amazonaws.com/a.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com.evil.example/a.pem", false)]
    [InlineData("https://evil.example/sns.us-west-2.amazonaws.com/a.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com@evil.example/a.pem", false)]
    [InlineData("https://evil.example#sns.us-west-2.amazonaws.com/a.pem", false)]
    [InlineData(@"https://evil.example\sns.us-west-2.amazonaws.com/a.pem", false)]
    [InlineData("https://sns.evil.example/.amazonaws.com/a.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com/a/b.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com/a%2fb.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com/../a.pem", true)] // Which is /a.pem, and fetched as that.
    [InlineData("https://sns.us-west-2.amazonaws.com/a.pem?b", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com/a.pem#b", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com/.pem", false)]
    [InlineData("https://sns.us-west-2.amazonaws.com/a.pem.exe", false)]
    [InlineData("/a.pem", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("", false)]
    public void Only_a_URL_of_the_provider_is_one(string text, bool isMatch) =>
        Assert.Equal(isMatch, UrlPattern.Match([UrlPattern.Parse(Sns, out _)!], text) is not null);

    [Theory]
    [InlineData("https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=a%20b", true)]
    [InlineData("https://sns.us-west-2.amazonaws.com/other?Action=ConfirmSubscription", false)]
    public void A_query_stands_for_itself_where_it_is_allowed(string text, bool isMatch) => Assert.Equal(
        isMatch, UrlPattern.Match([UrlPattern.Parse("https://sns.*.amazonaws.com/", out _)!], text, allowsQuery: true) is not null);

    [Theory]
    [InlineData("aws-sns", "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem", true)]
    [InlineData("aws-sns", "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-a.pem", true)]
    [InlineData("aws-sns", "https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-a.pem", true)]
    [InlineData("aws-sns", "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-a.pem", true)]
    [InlineData("aws-sns", "https://sns.s3.amazonaws.com/SimpleNotificationService-a.pem", false)] // A bucket, which anybody may have.
    [InlineData("aws-sns", "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-a.pem", false)]
    [InlineData("aws-sns", "https://sns.us-west-2.s3.amazonaws.com/SimpleNotificationService-a.pem", false)]
    [InlineData("aws-sns", "https://sns.us-west-2.amazonaws.com/other.pem", false)]
    [InlineData("aws-sns", "https://sns.us-west-2.amazonaws.com.cn/SimpleNotificationService-a.pem", false)]
    [InlineData("paypal", "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77", true)]
    [InlineData("paypal", "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42", false)]
    [InlineData("paypal", "https://www.paypal.com/v1/notifications/certs/CERT-360caa42", false)]
    [InlineData("paypal", "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-360caa42", false)]
    public void What_is_shipped_lets_in_the_provider_s_own_alone(string provider, string text, bool isMatch)
    {
        var allowed = ShippedPresets.Find(provider, "$")!.At("Signature", "Certificate", "Allowed").Items();

        Assert.Equal(isMatch, UrlPattern.Match([.. allowed.Select(item => UrlPattern.Parse(item.Value!, out _)!)], text) is not null);
    }

    [Fact]
    public void A_URL_of_any_length_costs_little_and_is_refused() =>
        Assert.Null(UrlPattern.Match([UrlPattern.Parse(Sns, out _)!], "https://sns.x.amazonaws.com/" + new string('a', 1 << 20) + ".pem"));

    [Theory]
    [InlineData("https://keys.acme.example/*.pem", null)]
    [InlineData("https://*.acme.example/a", null)]
    [InlineData("http://127.0.0.1:8080/*", null)]
    [InlineData("https://*/a.pem", "leaves the host open")]
    [InlineData("https://*.com/a.pem", "leaves the host open")]
    [InlineData("https://acme.*/a.pem", "leaves the host open")]
    [InlineData("https://keys.acme.example", "needs a path")]
    [InlineData("https://keys.acme.example/a?b", "no query")]
    [InlineData("https://keys.acme.example/*/*/*/*/*", "more than 4")]
    [InlineData("http://keys.acme.example/a", "needs https")]
    [InlineData("keys.acme.example/a", "is not a URL")]
    public void A_pattern_says_at_least_whose_domain_it_is(string pattern, string? problem)
    {
        Assert.Equal(problem is null, UrlPattern.Parse(pattern, out var error) is not null);
        Assert.Contains(problem ?? "", error ?? "", StringComparison.Ordinal);
    }
}
