using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Learning;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.JsonSchema.Learning;

public sealed class LearntSchemaTests(ITestOutputHelper output)
{
    /// <summary>Payloads, one a line, and the keywords that are proposed.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "1\n2", """{"type":"integer"}""" },
        { "1\n2.0", """{"type":"integer"}""" },
        { "1\n2.5", """{"type":"number"}""" },
        { "1\n\"a\"\nnull\ntrue", """{"type":["string","integer","boolean","null"]}""" },
        { "[]", """{"type":"array"}""" },
        { "[1,\"a\"]\n[]", """{"type":"array","items":{"type":["string","integer"]}}""" },
        { """{"b":1,"a":2}""" + "\n" + """{"a":1}""", """{"type":"object","required":["a"],"properties":{"b":{"type":"integer"},"a":{"type":"integer"}}}""" },
        { """[{"a":1},{"b":1}]""", """{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}}""" },
        { """{"1":1,"22":2}""", """{"type":"object","additionalProperties":{"type":"integer"}}""" },
        { """{"cus_9s6XKzk8":1,"a@b.example":"x"}""", """{"type":"object","additionalProperties":{"type":["string","integer"]}}""" },
        { """{"count":1,"22":"a"}""", """{"type":"object","required":["count"],"properties":{"count":{"type":"integer"}},"patternProperties":{"^[0-9]+$":{"type":"string"}}}""" },
        { """{"count":1,"a@b.example":"a"}""", """{"type":"object","required":["count"],"properties":{"count":{"type":"integer"}}}""" },
        { """{"sha256_digest":1,"@type":1,"line_1":1}""", """{"type":"object","required":["sha256_digest","@type","line_1"],"properties":{"sha256_digest":{"type":"integer"},"@type":{"type":"integer"},"line_1":{"type":"integer"}}}""" },
    };

    /// <summary>Strings at a member, and what is said of them beside their type.</summary>
    public static TheoryData<string, string[], string> Texts => new()
    {
        { "at", ["2026-01-31T12:00:00Z", "2026-01-31T12:00:01Z", "2026-01-31T12:00:02+01:00"], "\"format\":\"date-time\"" },
        { "at", ["2026-01-31T12:00:00Z", "2026-01-31T12:00:01Z"], "" },
        { "at", ["2026-01-31T12:00:00Z", "2026-01-31T12:00:01Z", "2026-01-31T12:00:00Z"], "" },
        { "at", ["2026-01-31", "2026-02-28", "2026-03-31"], "\"format\":\"date\"" },
        { "at", ["2026-01-31", "2026-02-30", "2026-03-31"], "" },
        { "at", ["https://a.example/1", "https://a.example/2", "urn:x"], "" },
        { "at", ["https://a.example/1", "https://a.example/2", "ftp://x"], "\"format\":\"uri\"" },
        { "at", ["a@b.example", "c@d.example", "e@f.example"], "\"format\":\"email\"" },
        { "at", ["192.0.2.1", "192.0.2.2", "192.0.2.3"], "\"format\":\"ipv4\"" },
        { "at", ["::1", "2001:db8::1", "2001:db8::2"], "\"format\":\"ipv6\"" },
        { "at", ["10000000-0000-4000-8000-000000000001", "10000000-0000-4000-8000-000000000002", "10000000-0000-4000-8000-000000000003"], "\"format\":\"uuid\"" },
        { "at", ["a.example", "b.example", "c.example"], "" },
        { "vhost", ["a.example", "b.example", "c.example"], "\"format\":\"hostname\"" },
        { "state", Repeated(5, "open", "past_due"), "\"enum\":[\"open\",\"past_due\"]" },
        { "state", Repeated(10, "open"), "\"enum\":[\"open\"]" },
        { "state", Repeated(9, "open"), "" },
        { "kind", Repeated(5, "invoice.paid", "invoice.made", "a/b"), "\"enum\":[\"invoice.paid\",\"invoice.made\",\"a/b\"]" },
        { "state", Repeated(3, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), "\"enum\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]" },
        { "state", Repeated(3, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"), "" },
        { "state", Repeated(2, "a", "b", "c", "d", "e", "f"), "" },
    };

    /// <summary>What may be somebody's or a secret, however often it is there.</summary>
    public static TheoryData<string, string> Private => new()
    {
        { "name", "alice" }, { "userLogin", "octocat" }, { "api_key", "open" }, { "TOKEN", "abc" }, { "id", "abc" }, { "customer_id", "abc" },
        { "orderId", "abc" }, { "city", "oslo" }, { "password", "swordfish" }, { "state", "Alice Smith" }, { "state", "a@b.example" },
        { "state", "10000000-0000-4000-8000-000000000001" }, { "state", "192.0.2.1" }, { "state", "https://a.example/" },
        { "state", "evt_9s6XKz" }, { "state", "abcdefghijklmnopqrstuvwxyz" }, { "state", "2026-01-31" }, { "state", "Zoë" }, { "state", "" },
        { "state", "+4791234567" },
        { "pwd", "hunter" }, { "pin", "abcd" }, { "otp", "qwer" }, { "bearer", "abcdefgh" }, { "psk", "bar" }, { "pass", "abc" }, { "jwt", "abc" },
        { "cred", "abc" }, { "nonce", "abc" }, { "private", "abc" }, { "coupon", "SECRETCODE" }, { "assignee", "alice" }, { "created_by", "bob" },
        { "patient", "erin" }, { "diagnosis", "hiv" }, { "contact", "alice" }, { "manager", "alice" }, { "employee", "alice" }, { "first", "alice" },
        { "last", "smith" }, { "actor", "alice" }, { "reviewer", "alice" }, { "handle", "alice" }, { "race", "abc" }, { "ssn", "abc" }, { "bic", "DEUTDEFF" },
        { "orientation", "abc" }, { "party", "green" }, { "ethnicity", "abc" }, { "marital_status", "single" }, { "hivStatus", "positive" },
        { "blood-type", "ab" }, { "status_by", "bob" }, { "event_type_owner", "bob" }, { "order", "abc" }, { "", "open" }, { "@type", "abc" },
    };

    /// <summary>Names whose values are chosen by who designed the payload.</summary>
    [Theory]
    [InlineData("type")]
    [InlineData("event_type")]
    [InlineData("eventType")]
    [InlineData("EVENT_TYPE")]
    [InlineData("payment-status")]
    [InlineData("PaymentStatus")]
    [InlineData("previous_order_state")]
    [InlineData("currency")]
    [InlineData("data.object")]
    public void Words_behind_a_name_that_tells_of_no_one_are_an_enumeration(string member) =>
        Assert.Contains("\"enum\":[\"open\"]", Learn([.. Enumerable.Repeat(Payload(member, "open"), 10)]), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_schema_says_what_all_payloads_have_in_common(string payloads, string schema)
    {
        ArgumentNullException.ThrowIfNull(payloads);
        Assert.Equal(schema, Learn(payloads.Split('\n')));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Strings_have_a_format_or_are_few_words(string member, string[] texts, string said)
    {
        var property = JsonNode.Parse(Learn([.. texts.Select(text => Payload(member, text))]))!["properties"]![member]!;

        Assert.Equal(said.Length == 0 ? """{"type":"string"}""" : $$"""{"type":"string",{{said}}}""", property.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Private))]
    public void What_may_be_somebody_s_never_stands_in_a_schema(string member, string text)
    {
        var payloads = Enumerable.Repeat(Payload(member, text), 100).ToArray();

        Assert.DoesNotContain("enum", Learn(payloads), StringComparison.Ordinal);
        Assert.DoesNotContain("enum", Learn([.. payloads.Select(payload => $"[{payload}]")]), StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_one_of_an_enumeration_and_any_other_type_makes_it_none()
    {
        string[] payloads = [.. Enumerable.Repeat(Payload("state", "open"), 10), """{"state":null}"""];

        Assert.Contains("\"enum\":[\"open\",null]", Learn(payloads), StringComparison.Ordinal);
        Assert.DoesNotContain("enum", Learn([.. payloads, """{"state":1}"""]), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_many_or_seldom_are_the_keys_of_a_map()
    {
        var many = "{" + string.Join(',', Enumerable.Range(0, 101).Select(number => $"\"n{Letters(number)}\":{number}")) + "}";
        string[] seldom = [.. Enumerable.Range(0, 30).Select(number => $$"""{"n{{Letters(number)}}":{{number}}}""")];
        const string map = """{"type":"object","additionalProperties":{"type":"integer"}}""";

        Assert.Equal(map, Learn(many));
        Assert.Equal(map, Learn(seldom));
        Assert.DoesNotContain("additionalProperties", Learn([.. seldom, """{"n":"a"}"""]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_learnt_twice_is_the_same_to_the_letter()
    {
        string[] payloads = [.. Seeds(Chance.For(output)).Take(200)];

        Assert.Equal(Learn(payloads), Learn(payloads));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(LearningRoom.MostPlaces)]
    public void Every_payload_fits_what_was_learnt_from_it_however_little_room_there_is(int places)
    {
        var fitting = 0;
        foreach (var batch in Seeds(Chance.For(output)).Take(3000).Chunk(12))
        {
            var learnt = Learn(batch, places);
            var schema = SchemaFixture.Compile(learnt, new SchemaOptions { AssertFormat = true, UnknownKeywords = UnknownKeywords.Refuse });
            foreach (var payload in batch)
            {
                Assert.True(schema.IsValid(Encoding.UTF8.GetBytes(payload)), $"{payload}\n{learnt}");
                fitting++;
            }
        }

        Assert.Equal(3000, fitting);
    }

    [Fact]
    public void What_is_remembered_is_bounded_however_many_names_there_are_and_however_deep()
    {
        const int places = 200;
        var chance = Chance.For(output);
        var wide = Enumerable.Range(0, 2000).Select(_ => "{" + string.Join(',', Enumerable.Range(0, 30)
            .Select(_ => $"\"n{Letters(chance.Below(500_000))}\"").Distinct().Select(name => $"{name}:{{\"a\":{{\"b\":[1]}}}}")) + "}");
        var deep = string.Concat(Enumerable.Repeat("""{"a":[""", 31)) + string.Concat(Enumerable.Repeat("]}", 31));

        var learnt = Learn([.. wide, deep], places);

        Assert.InRange(learnt.Length, 1, 64 * places);
        Assert.True(SchemaFixture.IsValid(learnt, deep));
    }

    private static string[] Repeated(int times, params string[] texts) => [.. Enumerable.Repeat(texts, times).SelectMany(each => each)];

    private static string Payload(string member, string text) => new JsonObject { [member] = text }.ToJsonString();

    /// <summary>A number as a name without a digit.</summary>
    private static string Letters(int number) => string.Concat(number.ToString("x", CultureInfo.InvariantCulture)
        .Select(digit => (char)(char.IsAsciiDigit(digit) ? digit - '0' + 'g' : digit)));

    private static string Learn(params string[] payloads) => Learn(payloads, LearningRoom.MostPlaces);

    private static string Learn(string[] payloads, int places)
    {
        var learnt = new LearntSchema(new LearningRoom(places));
        foreach (var payload in payloads)
        {
            using var parsed = JsonDocument.Parse(payload);
            learnt.Add(parsed.RootElement);
        }

        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            learnt.WriteTo(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(content.ToArray());
    }

    /// <summary>Payloads of all shapes: names that are chosen and names that are data, words, formats, nesting.</summary>
    private static IEnumerable<string> Seeds(Chance chance)
    {
        while (true)
        {
            yield return (Value(chance, 4) ?? JsonNode.Parse("{}")!).ToJsonString();
        }
    }

    private static JsonNode? Value(Chance chance, int depth)
    {
        switch (chance.Below(depth > 0 ? 9 : 6))
        {
            case 0:
                return null;
            case 1:
                return chance.Below(2) == 0;
            case 2:
                return chance.Below(1000);
            case 3:
                return chance.Below(1000) / 8.0;
            case 4:
                return new[] { "open", "closed", "2026-01-31", "a@b.example", "https://a.example/", "x y", "", "192.0.2.7" }[chance.Below(8)];
            case 5:
                return $"2026-01-{10 + chance.Below(20)}T12:00:00Z";
            case 6:
                return new JsonArray([.. Enumerable.Range(0, chance.Below(4)).Select(_ => Value(chance, depth - 1))]);
            default:
                var made = new JsonObject();
                for (var left = chance.Below(chance.Below(20) == 0 ? 150 : 5); left > 0; left--)
                {
                    made[Name(chance)] = Value(chance, depth - 2);
                }

                return made;
        }
    }

    private static string Name(Chance chance) => chance.Below(4) switch
    {
        0 => chance.Below(300).ToString(CultureInfo.InvariantCulture),
        1 => $"a{Letters(chance.Below(2000))}",
        _ => new[] { "state", "type", "id", "data", "a~b", "a b", "é", "$ref", "cus_12345678" }[chance.Below(9)],
    };
}
