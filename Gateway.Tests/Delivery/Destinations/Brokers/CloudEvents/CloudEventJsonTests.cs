using System.Text;
using System.Text.Json;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>The JSON format by the examples of the specification (json-format.md, section 3.2), and by its JSON Schema, which lies beside.</summary>
public sealed class CloudEventJsonTests
{
    private static readonly KeyValuePair<string, string>[] Attributes =
    [
        new("specversion", "1.0"), new("type", "com.example.someevent"), new("source", "/mycontext"), new("id", "C234-1234-1234"),
        new("time", "2018-04-05T17:31:00Z"), new("comexampleextension1", "value"),
    ];

    /// <summary>The body's type, the body, and what stands of it in the event.</summary>
    public static TheoryData<string?, string, string> Bodies => new()
    {
        {
            "application/json", """{ "appinfoA" : "abc", "appinfoB" : 123, "appinfoC" : true }""",
            "\"data\":{ \"appinfoA\" : \"abc\", \"appinfoB\" : 123, \"appinfoC\" : true }"
        },
        { "application/json", "1.5", "\"data\":1.5" },
        { "application/json", "\"I'm just a string\"", "\"data\":\"I'm just a string\"" },
        { "application/vnd.example+json; charset=utf-8", "[1.0,1e400]", "\"data\":[1.0,1e400]" },
        { "application/json", "null", "\"data\":null" },
        { null, "{ \"xyz\": 123 }", "\"data_base64\":\"eyAieHl6IjogMTIzIH0=\"" },
        { "application/xml", "<much wow=\"xml\"/>", "\"data_base64\":\"PG11Y2ggd293PSJ4bWwiLz4=\"" },
        { "application/json", "{", "\"data_base64\":\"ew==\"" },
        { "application/json", "{} {}", "\"data_base64\":\"e30ge30=\"" },
        { "application/json", " ", "\"data_base64\":\"IA==\"" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_of_JSON_stands_there_by_its_own_bytes_and_any_other_in_base64(string? type, string body, string member)
    {
        var json = new CloudEventJson(new CloudEvent(Attributes, type), Encoding.UTF8.GetBytes(body));

        var written = json.Write();

        Assert.Equal(json.Length, written.Length);
        Assert.EndsWith($",{member}}}", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(written);
        Assert.Equal(
            Attributes.Append(new("datacontenttype", type!)).Where(pair => pair.Value is not null),
            document.RootElement.EnumerateObject().SkipLast(1).Select(part => KeyValuePair.Create(part.Name, part.Value.GetString()!)));
        Assert.Empty(await CloudEventSchema.ViolationsAsync(written));
    }

    [Fact]
    public async Task A_body_that_is_no_UTF8_is_bytes()
    {
        var written = new CloudEventJson(new CloudEvent(Attributes, "application/json"), new byte[] { (byte)'"', 0xFF, (byte)'"' }).Write();

        using var document = JsonDocument.Parse(written);
        Assert.Equal([(byte)'"', 0xFF, (byte)'"'], document.RootElement.GetProperty("data_base64").GetBytesFromBase64());
        Assert.Empty(await CloudEventSchema.ViolationsAsync(written));
    }

    [Fact]
    public async Task An_empty_body_is_no_data()
    {
        var written = new CloudEventJson(new CloudEvent(Attributes, DataType: null), default).Write();

        using var document = JsonDocument.Parse(written);
        Assert.Equal(Attributes.Length, document.RootElement.EnumerateObject().Count());
        Assert.Empty(await CloudEventSchema.ViolationsAsync(written));
    }
}
