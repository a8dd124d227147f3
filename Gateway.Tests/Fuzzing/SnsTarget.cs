using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>Messages of Amazon SNS: what is accepted is signed over the fields as Amazon's guide puts them together.</summary>
internal sealed class SnsTarget : FuzzTarget
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:orders";

    private readonly TestCertificate _certificate = new(TestClock.Start.AddDays(1));
    private readonly string _place;
    private readonly TestRoute _route;

    public SnsTarget()
    {
        _place = CertificateHost.Publish(_certificate.Pem);
        _route = TestRoute.Compile($$"""
            {
              "Provider": "aws-sns",
              "Signature": { "Certificate": { "Allowed": "{{CertificateHost.Allowed}}" }, "Expected": { "body:/TopicArn": "{{Topic}}" } },
              "Handshake": []
            }
            """);
    }

    // The certificate is fetched by others.
    public override bool IsMeasured => false;

    public override string[] Fragments => ["\"", "{", "}", ",", ":", "\\n", "\\u0054ype", "\"Subject\":\"s\",", "\"Type\":", "Notification", "SubscriptionConfirmation", "\"Message\":\"x\",", "null", "\"Token\":\"t\",", "é"];

    /// <summary>Signed with this run's key: the first mutations begin from what is right.</summary>
    public override byte[] Seed(byte[] file)
    {
        var message = JsonNode.Parse(file)!.AsObject();
        message["Signature"] = _certificate.Sign(Lines(message.ToDictionary(field => field.Key, field => field.Value!.ToString(), StringComparer.Ordinal)));
        message["SigningCertURL"] = _place;
        return Encoding.UTF8.GetBytes(message.ToJsonString());
    }

    public override bool Read(byte[] input)
    {
        var outcome = _route.OutcomeOfAsync(new TestRequest { Body = input, ContentType = "text/plain; charset=UTF-8" }).GetAwaiter().GetResult();
        Said = outcome;
        if (outcome is not ("passed" or "ignored") && !outcome.StartsWith("duplicate", StringComparison.Ordinal))
        {
            return false;
        }

        using var document = JsonDocument.Parse(input);
        var fields = document.RootElement.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(field => field.Name, field => field.Value.GetString()!, StringComparer.Ordinal);
        using var certificate = X509Certificate2.CreateFromPem(_certificate.Pem);
        using var key = certificate.GetRSAPublicKey()!;
        Assert.Equal(Topic, fields["TopicArn"]);
        Assert.True(
            key.VerifyData(Encoding.UTF8.GetBytes(Lines(fields)), Convert.FromBase64String(fields["Signature"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "It is accepted, and not signed.");
        return true;
    }

    public override void Dispose()
    {
        _route.Dispose();
        _certificate.Dispose();
        base.Dispose();
    }

    /// <summary>Amazon's developer guide: these fields, those that are there, each name and value on a line.</summary>
    private static string Lines(Dictionary<string, string> fields)
    {
        string[] signed = fields["Type"] == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        return string.Concat(signed.Where(fields.ContainsKey).Select(name => $"{name}\n{fields[name]}\n"));
    }
}
