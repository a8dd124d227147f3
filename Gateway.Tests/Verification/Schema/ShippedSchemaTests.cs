using System.Text;
using Gateway.Reading;
using Gateway.Verification.Schema;

namespace Gateway.Tests.Verification.Schema;

/// <summary>The schemas that come with the gateway, held against what their specifications say.</summary>
public sealed class ShippedSchemaTests
{
    public static TheoryData<string> Names() => [.. ShippedSchemas.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_one_compiles(string name) => Assert.NotNull(Compile(name));

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"com.acme"}""", true)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"https://acme.example/a","type":"t","time":"2026-01-02T03:04:05Z","subject":"s","datacontenttype":"application/json","dataschema":"https://acme.example/s","data":{"a":1},"traceparent":"x"}""", true)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","data_base64":"AA=="}""", true)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","comexampleextension":7}""", true)]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/a","type":"t"}""", false)]
    [InlineData("""{"specversion":"1.0","id":"","source":"/a","type":"t"}""", false)]
    [InlineData("""{"specversion":"1.0","id":1,"source":"/a","type":"t"}""", false)]
    [InlineData("""{"specversion":"1.0","source":"/a","type":"t"}""", false)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"not a uri \u0000","type":"t"}""", false)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","time":"yesterday"}""", false)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","data":1,"data_base64":"AA=="}""", false)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","Extension":"x"}""", false)]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/a","type":"t","extension":{}}""", false)]
    [InlineData("[]", false)]
    public void CloudEvents_are_what_version_1_0_says(string body, bool fits)
    {
        Assert.Equal(fits, Compile("cloudevents-1.0").IsValid(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(fits, Compile("cloudevents-1.0-batch").IsValid(Encoding.UTF8.GetBytes($"[{body}]")));
    }

    [Theory]
    [InlineData("""{"type":"invoice.paid","timestamp":"2026-01-02T03:04:05.678Z","data":{"id":"1"}}""", true)]
    [InlineData("""{"type":"paid","timestamp":"2026-01-02T03:04:05+01:00","data":null,"more":1}""", true)]
    [InlineData("""{"type":"invoice..paid","timestamp":"2026-01-02T03:04:05Z","data":{}}""", false)]
    [InlineData("""{"type":"invoice.paid","timestamp":1700000000,"data":{}}""", false)]
    [InlineData("""{"type":"invoice.paid","timestamp":"2026-01-02T03:04:05Z"}""", false)]
    public void Payloads_of_Standard_Webhooks_have_type_timestamp_and_data(string body, bool fits) =>
        Assert.Equal(fits, Compile("standard-webhooks").IsValid(Encoding.UTF8.GetBytes(body)));

    private static Gateway.JsonSchema.Schema Compile(string name)
    {
        var findings = new SchemaFindings();
        var files = new ConfigurationFiles("/", static _ => null);
        var library = new SchemaLibrary(
            files,
            new SchemaReferences(files),
            new Gateway.JsonSchema.SchemaOptions { AssertFormat = true, UnknownKeywords = Gateway.JsonSchema.UnknownKeywords.Refuse });
        return library.Read(SchemaLibrary.ShippedPrefix + name, findings)
            ?? throw new InvalidOperationException(string.Join('\n', findings.Problems));
    }
}
