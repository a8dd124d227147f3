using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>Amazon's side of a subscription, played through the real gateway.</summary>
public sealed class SnsConfirmationTests : IClassFixture<PlayedSite>, IAsyncLifetime, IDisposable
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:orders";

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly TestCertificate _certificate;
    private readonly PlayedSite _amazon;
    private Upstream _backend = null!;
    private TestGateway _gateway = null!;

    public SnsConfirmationTests(PlayedSite amazon)
    {
        ArgumentNullException.ThrowIfNull(amazon);
        _certificate = new TestCertificate(_clock.GetUtcNow().AddDays(1));
        _amazon = amazon;
        _amazon.Empty();
        _amazon.AnswerAt("/a.pem", _certificate.Pem);
        Confirm(200);
    }

    public async Task InitializeAsync()
    {
        _backend = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(
            new TestConfiguration(_backend.Url, $$"""
                {
                  "Provider": "aws-sns",
                  "Signature": {
                    "Certificate": { "Allowed": "{{_amazon.Url}}/*.pem" }, "Expected": { "body:/TopicArn": "{{Topic}}" }
                  },
                  "Handshake": [ {
                    "When": { "body:/Type": "SubscriptionConfirmation" },
                    "Confirm": { "Url": "body:/SubscribeURL", "Allowed": "{{_amazon.Url}}/" }
                  } ]
                }
                """),
            _clock);
    }

    [Fact]
    public async Task A_subscription_to_a_listed_topic_is_confirmed_and_then_its_messages_are_let_in()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Confirmation()));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Notification("hello")));

        Assert.Equal(["GET /a.pem", "GET /?Action=ConfirmSubscription&Token=t"], _amazon.Asked);
        Assert.Single(_backend.Received);
        await _gateway.CountsAsync("handshake", 1);
    }

    [Fact]
    public async Task The_end_of_a_subscription_is_taken_note_of_and_not_forwarded()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Confirmation(type: "UnsubscribeConfirmation")));

        await _gateway.CountsAsync("ignored", 1);
        Assert.Equal(["GET /a.pem"], _amazon.Asked);
    }

    [Fact]
    public async Task What_Amazon_has_signed_for_another_topic_is_refused_and_nothing_is_confirmed()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Confirmation(topic: Topic + "2")));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Notification("hello", topic: Topic + "2")));

        Assert.Equal(["GET /a.pem"], _amazon.Asked);
        Assert.Empty(_backend.Received);
    }

    [Fact]
    public async Task A_forged_confirmation_calls_nobody()
    {
        var forged = Confirmation();
        forged["Token"] = "another";

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(forged));
        Assert.Equal(["GET /a.pem"], _amazon.Asked);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/?Action=ConfirmSubscription")]
    [InlineData("https://evil.example/?Action=ConfirmSubscription")]
    public async Task Nobody_but_Amazon_is_called_whatever_it_has_signed(string place)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Confirmation(place)));
        Assert.Equal(["GET /a.pem"], _amazon.Asked);
    }

    [Fact]
    public async Task A_confirmation_that_fails_is_to_come_again()
    {
        Confirm(500);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(Confirmation()));
        await _gateway.CountsAsync("provider_unavailable", 1);

        Confirm(200);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Confirmation()));
    }

    [Theory]
    [InlineData("Message", HttpStatusCode.OK)]
    [InlineData("Subject", HttpStatusCode.Unauthorized)]
    [InlineData("MessageId", HttpStatusCode.Unauthorized)]
    [InlineData("Timestamp", HttpStatusCode.Unauthorized)]
    public async Task Only_the_message_itself_may_hold_what_looks_like_another_field(string field, HttpStatusCode status)
    {
        var message = Notification("hello", subject: "a");
        message[field] = message[field] + "\nType\nNotification";

        Assert.Equal(status, await SendAsync(Signed(message)));
    }

    [Fact]
    public async Task What_is_not_signed_in_a_message_of_its_type_must_not_stand_there()
    {
        var notification = Notification("hello");
        notification["SubscribeURL"] = _amazon.Url + "/";
        var confirmation = Confirmation();
        confirmation["Subject"] = "a";

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(notification));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(confirmation));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    public void Dispose() => _certificate.Dispose();

    private static string Lines(JsonObject message) => string.Concat(
        message.Where(field => field.Key is not ("SignatureVersion" or "Signature" or "SigningCertURL"))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}\n{field.Value}\n"));

    private void Confirm(int status) => _amazon.AnswerAt("/", "<ConfirmSubscriptionResponse/>", status);

    private JsonObject Notification(string text, string? subject = null, string topic = Topic)
    {
        var message = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            ["TopicArn"] = topic,
            ["Message"] = text,
            ["Timestamp"] = _clock.GetUtcNow().ToString("O"),
        };
        if (subject is not null)
        {
            message["Subject"] = subject;
        }

        return Signed(message);
    }

    private JsonObject Confirmation(string? place = null, string topic = Topic, string type = "SubscriptionConfirmation") => Signed(new JsonObject
    {
        ["Type"] = type,
        ["MessageId"] = "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
        ["Token"] = "t",
        ["TopicArn"] = topic,
        ["Message"] = "You have chosen to subscribe to the topic.",
        ["SubscribeURL"] = place ?? _amazon.Url + "/?Action=ConfirmSubscription&Token=t",
        ["Timestamp"] = _clock.GetUtcNow().ToString("O"),
    });

    private JsonObject Signed(JsonObject message)
    {
        var signature = _certificate.Sign(Lines(message));
        message["SignatureVersion"] = "2";
        message["Signature"] = signature;
        message["SigningCertURL"] = _amazon.Url + "/a.pem";
        return message;
    }

    private async Task<HttpStatusCode> SendAsync(JsonObject message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hook")
        {
            Content = new StringContent(message.ToJsonString(), System.Text.Encoding.UTF8, "text/plain"),
        };
        return (await _gateway.SendAsync(request)).Status;
    }
}
