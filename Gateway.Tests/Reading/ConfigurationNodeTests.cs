using System.Text;
using Gateway.Reading;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Reading;

/// <summary>How a route lies over its preset.</summary>
public sealed class ConfigurationNodeTests
{
    [Theory]
    [InlineData("""{ "a": "1" }""", """{ "b": "2" }""", "a=1 b=2")]
    [InlineData("""{ "a": "1" }""", """{ "a": "2" }""", "a=1")]
    [InlineData("""{ "A": "1" }""", """{ "a": "2" }""", "A=1")]
    [InlineData("""{ "o": { "a": "1" } }""", """{ "o": { "a": "2", "b": "3" } }""", "o.a=1 o.b=3")]
    [InlineData("""{ "l": [ "x" ] }""", """{ "l": [ "a", "b", "c" ] }""", "l[0]=x")]
    [InlineData("""{ "l": "x" }""", """{ "l": [ "a", "b" ] }""", "l=x")]
    [InlineData("""{ "l": [ "x", "y" ] }""", """{ "l": "a" }""", "l[0]=x l[1]=y")]
    [InlineData("""{ "l": [] }""", """{ "l": [ "a", "b" ] }""", "l=")]
    [InlineData("""{ "l": [ { "a": "1" } ] }""", """{ "l": [ { "a": "2", "b": "3" } ] }""", "l[0].a=1")]
    [InlineData("""{ "o": {} }""", """{ "o": { "a": "2" } }""", "o.a=2")]
    [InlineData("""{ "o": null }""", """{ "o": { "a": "2" } }""", "o.a=2")]
    [InlineData("""{ "o": null }""", """{ "o": "2" }""", "o=2")]
    [InlineData("""{ "o": "text" }""", """{ "o": { "a": "2" } }""", "o=text")]
    [InlineData("""{ "o": { "a": "1" } }""", """{ "o": "text" }""", "o.a=1")]
    public void Objects_are_merged_key_by_key_and_lists_and_values_replaced_whole(string above, string below, string merged) =>
        Assert.Equal(merged, string.Join(' ', Leaves(Read(above).Over(Read(below)))));

    [Theory]
    [InlineData("""{ "a": { "b-c": { "$d_1": "x" } } }""", "$.a.b-c.$d_1")]
    [InlineData("""{ "a b": "x" }""", "$['a b']")]
    [InlineData("""{ "a": [ "x", { "b": [ "y" ] } ] }""", "$.a[0] $.a[1].b[0]")]
    public void A_value_knows_the_JSON_path_it_stands_at(string json, string paths) =>
        Assert.Equal(paths, string.Join(' ', Leaves(Read(json)).Select(leaf => "$" + Separator(leaf) + leaf[..leaf.IndexOf('=', StringComparison.Ordinal)])));

    [Fact]
    public void Items_are_in_their_order_also_beyond_nine()
    {
        var json = $$"""{ "l": [ {{string.Join(',', Enumerable.Range(0, 12))}} ] }""";

        Assert.Equal(
            Enumerable.Range(0, 12).Select(item => $"{item}"),
            Read(json).At("l").Items().Select(item => item.Value));
    }

    private static string Separator(string leaf) => leaf[0] == '[' ? "" : ".";

    private static ConfigurationNode Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ConfigurationNode.From(new ConfigurationBuilder().AddJsonStream(stream).Build(), "$");
    }

    private static IEnumerable<string> Leaves(ConfigurationNode node) => node.Children.Count == 0
        ? [$"{node.Path[1..].TrimStart('.')}={node.Value}"]
        : node.Children.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).SelectMany(pair => Leaves(pair.Value));
}
