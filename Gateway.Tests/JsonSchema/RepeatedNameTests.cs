using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

/// <summary>Where a name may stand twice the last one counts, for schemas as for pointers.</summary>
public sealed class RepeatedNameTests
{
    private static readonly SchemaOptions Lenient = new() { Json = new() { AllowDuplicateNames = true } };

    [Theory]
    [InlineData("""{"not":{"properties":{"a":{"const":1}},"required":["a"]}}""", """{"a":2,"a":1}""", false)]
    [InlineData("""{"minProperties":2}""", """{"a":2,"a":1}""", false)]
    [InlineData("""{"minProperties":2}""", """{"a":2,"b":3,"a":1}""", true)]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1},{"a":2,"a":1}]""", false)]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", """{"a":"x","a":1}""", true)]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", """{"a":1,"a":"x"}""", false)]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", """{"a":"x","\u0061":1}""", true)]
    [InlineData("""{"const":{"a":1}}""", """{"a":2,"a":1}""", true)]
    [InlineData("""{"const":{"b":[1,{"c":2}],"a":{"d":3}}}""", """{"a":[[1]],"b":[1,{"c":9,"c":2}],"a":{"d":1,"d":2,"d":3}}""", true)]
    [InlineData("""{"items":{"required":["z"]}}""", """[{"a":{"b":1},"a":[],"z":1},{"z":2}]""", true)]
    public void The_last_counts(string schema, string json, bool isValid) =>
        Assert.Equal(isValid, SchemaFixture.IsValid(schema, json, Lenient));

    [Fact]
    public void Many_of_one_name_leave_one_in_little_time()
    {
        var json = $"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"a\":[{i}]"))},\"b\":1}}";

        Assert.True(SchemaFixture.IsValid("""{"const":{"a":[19999],"b":1}}""", json, Lenient));
    }

    [Fact]
    public void Pointers_find_the_last_and_what_stands_behind_it()
    {
        var json = Encoding.UTF8.GetBytes("""{"a":{"x":1},"a":{"x":[2,{"y":3}]},"b":"c"}""");
        var values = new LocatedValue[3];

        Assert.Equal(JsonDefect.None, new JsonPointerSet("/a/x/1/y", "/b", "/a/x/0").Read(json, Lenient.Json, values));
        Assert.Equal(["3", "c", "2"], values.Select(value => value.GetString(json)));
    }
}
