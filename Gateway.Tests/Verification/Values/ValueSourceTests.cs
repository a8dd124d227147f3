using Gateway.Tests.Support;
using Gateway.Verification.Values;

namespace Gateway.Tests.Verification.Values;

public sealed class ValueSourceTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("abc", "Found", "abc")]
    [InlineData("a, b", "Found", "a, b")]
    [InlineData("\u00e9", "Found", "\u00e9")]
    [InlineData("", "Missing", "")]
    public void A_header_is_read_as_it_stands(string header, string state, string value) =>
        AssertReads(state, value, "header:X-Id", new TestRequest().With("X-Id", header));

    [Fact]
    public void A_header_name_has_no_case() =>
        AssertReads("Found", "1", "header:x-id", new TestRequest().With("X-ID", "1"));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "a")]
    [InlineData("a", "")]
    public void Two_header_lines_are_ambiguous_even_when_they_agree(string first, string second) =>
        AssertReads("Ambiguous", "", "header:X-Id", new TestRequest().With("X-Id", first).With("x-id", second));

    [Fact]
    public void A_header_that_is_not_there_is_missing() => AssertReads("Missing", "", "header:X-Id", new TestRequest());

    [Theory]
    [InlineData("/hook?id=1", "Found", "1")]
    [InlineData("/hook?a=2&id=1", "Found", "1")]
    [InlineData("/hook?id=%C3%A9%20x", "Found", "\u00e9 x")]
    [InlineData("/hook?id=a+b", "Found", "a b")]
    [InlineData("/hook?%69d=1", "Found", "1")]
    [InlineData("/hook?id=a=b", "Found", "a=b")]
    [InlineData("/hook?ID=1", "Missing", "")]
    [InlineData("/hook", "Missing", "")]
    [InlineData("/hook?", "Missing", "")]
    [InlineData("/hook?id", "Missing", "")]
    [InlineData("/hook?id=", "Missing", "")]
    [InlineData("/hook?id=1&id=2", "Ambiguous", "")]
    [InlineData("/hook?id=1&id=1", "Ambiguous", "")]
    [InlineData("/hook?id=1&%69%64=2", "Ambiguous", "")]
    [InlineData("/hook?id=&id=2", "Ambiguous", "")]
    [InlineData("/hook?id=2&id", "Ambiguous", "")]
    [InlineData("/hook?id=%", "Found", "%")]
    [InlineData("/hook?id=%zz", "Found", "%zz")]
    public void A_query_parameter_must_stand_once(string target, string state, string value) =>
        AssertReads(state, value, "query:id", new TestRequest { Target = target });

    [Theory]
    [InlineData("id=1", "Found", "1")]
    [InlineData("a=2&id=1&b=3", "Found", "1")]
    [InlineData("id=%C3%A9+x", "Found", "\u00e9 x")]
    [InlineData("i%64=1", "Found", "1")]
    [InlineData("id=a=b", "Found", "a=b")]
    [InlineData("", "Missing", "")]
    [InlineData("&&&", "Missing", "")]
    [InlineData("id", "Missing", "")]
    [InlineData("id=", "Missing", "")]
    [InlineData("ID=1", "Missing", "")]
    [InlineData("id=1&id=1", "Ambiguous", "")]
    [InlineData("id=1&i%64=2", "Ambiguous", "")]
    [InlineData("id=&id=2", "Ambiguous", "")]
    public void A_form_field_must_stand_once(string body, string state, string value) =>
        AssertReads(state, value, "form:id", new TestRequest { ContentType = Form, Text = body });

    [Theory]
    [InlineData(Form, "Found")]
    [InlineData(Form + "; charset=utf-8", "Found")]
    [InlineData("Application/X-WWW-Form-Urlencoded", "Found")]
    [InlineData("application/x-www-form-urlencoded-not", "Missing")]
    [InlineData("application/json", "Missing")]
    [InlineData("multipart/form-data", "Unreadable")]
    [InlineData(null, "Missing")]
    public void A_form_is_what_says_that_it_is_one(string? contentType, string state) =>
        AssertReads(state, state == "Found" ? "1" : "", "form:id", new TestRequest { ContentType = contentType, Text = "id=1" });

    [Theory]
    [InlineData("""{"a":{"b":"x"}}""", "Found", "x")]
    [InlineData("""{"a":{"b":"\u00e9\n"}}""", "Found", "\u00e9\n")]
    [InlineData("""{"a":{"b":1.50}}""", "Found", "1.50")]
    [InlineData("""{"a":{"b":1}}""", "Found", "1")]
    [InlineData("""{"a":{"b":"1"}}""", "Found", "1")]
    [InlineData("""{"a":{"b":1.0}}""", "Found", "1.0")]
    [InlineData("""{"a":{"b":" "}}""", "Found", " ")]
    [InlineData("""{"a":{"b":true}}""", "Found", "true")]
    [InlineData("""{"a":{"b":null}}""", "Missing", "")]
    [InlineData("""{"a":{"b":""}}""", "Missing", "")]
    [InlineData("""{"a":{"b":{}}}""", "Missing", "")]
    [InlineData("""{"a":{"b":[]}}""", "Missing", "")]
    [InlineData("""{"a":{"b":["x"]}}""", "Missing", "")]
    [InlineData("""{"a":[{"b":"x"}]}""", "Missing", "")]
    [InlineData("""{"a":{"B":"x"}}""", "Missing", "")]
    [InlineData("""{}""", "Missing", "")]
    [InlineData("""[]""", "Missing", "")]
    [InlineData("""{"a":{"b":"x","b":"y"}}""", "Unreadable", "")]
    [InlineData("""{"a":{"b":"x"}} {}""", "Unreadable", "")]
    [InlineData("""{"a":{"b":"x"}""", "Unreadable", "")]
    [InlineData("", "Missing", "")]
    public void A_value_of_the_body_is_one_text_number_or_truth_value(string body, string state, string value) =>
        AssertReads(state, value, "body:/a/b", new TestRequest { Text = body });

    [Fact]
    public void A_body_that_is_not_UTF8_cannot_be_read() =>
        AssertReads("Unreadable", "", "body:/a", new TestRequest { Body = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8] });

    [Theory]
    [InlineData("t=1,v1=a", "t", "Found", "1")]
    [InlineData("v1=a,t=1", "t", "Found", "1")]
    [InlineData("t=1;v1=a", "v1", "Found", "a")]
    [InlineData(" t=1 , v1=a== ", "v1", "Found", "a==")]
    [InlineData("\tt=1\t,\tv1=a== \t", "v1", "Found", "a==")]
    [InlineData("t=1,\tt=1", "t", "Ambiguous", "")]
    [InlineData("t=1,t=2", "t", "Ambiguous", "")]
    [InlineData("t=1,t=1", "t", "Ambiguous", "")]
    [InlineData("t=,t=1", "t", "Ambiguous", "")]
    [InlineData("T=1", "t", "Missing", "")]
    [InlineData("t", "t", "Missing", "")]
    [InlineData("t=", "t", "Missing", "")]
    [InlineData("tt=1", "t", "Missing", "")]
    [InlineData("v1=t=1", "t", "Missing", "")]
    [InlineData(",,;;", "t", "Missing", "")]
    [InlineData("=1", "t", "Missing", "")]
    [InlineData("t=1&s=a", "&s", "Found", "a")]
    [InlineData("t=1&s=a,b;c", "&s", "Found", "a,b;c")]
    [InlineData(" t=1 &s=a== ", "&t", "Found", "1")]
    [InlineData("t=1&t=1", "&t", "Ambiguous", "")]
    [InlineData("t=1,s=a", "&s", "Missing", "")]
    [InlineData("&t=1", "&&t", "Missing", "")]
    [InlineData("t=1&s=a", "s", "Missing", "")]
    [InlineData("a,b", "0", "Found", "a")]
    [InlineData("a,b", "1", "Found", "b")]
    [InlineData("a, b==", "1", "Found", "b==")]
    [InlineData("a", "1", "Missing", "")]
    [InlineData("a,", "1", "Missing", "")]
    public void A_field_is_found_by_its_key_or_its_position(string header, string field, string state, string value) =>
        AssertReads(state, value, $"header:X-Sig[{field}]", new TestRequest().With("X-Sig", header));

    [Fact]
    public void A_field_of_a_doubled_header_is_ambiguous() =>
        AssertReads("Ambiguous", "", "header:X-Sig[t]", new TestRequest().With("X-Sig", "t=1").With("X-Sig", "v1=a"));

    [Theory]
    [InlineData(32, "Found")]
    [InlineData(33, "Ambiguous")]
    public void A_value_with_more_fields_than_are_looked_at_is_not_believed(int fields, string state)
    {
        // A second t= behind the last field looked at would otherwise be the one that somebody else reads.
        var header = "t=1" + string.Concat(Enumerable.Repeat(",x=1", fields - 1));

        AssertReads(state, state == "Found" ? "1" : "", "header:X-Sig[t]", new TestRequest().With("X-Sig", header));
    }

    [Theory]
    [InlineData("a", "b", "Found", "a")]
    [InlineData(null, "b", "Found", "b")]
    [InlineData("", "b", "Found", "b")]
    [InlineData(null, null, "Missing", "")]
    public void Of_alternatives_the_first_that_is_there_counts(string? first, string? second, string state, string value)
    {
        var request = new TestRequest();
        request = first is null ? request : request.With("X-A", first);
        request = second is null ? request : request.With("X-B", second);

        AssertReads(state, value, "header:X-A | header:X-B", request);
    }

    [Fact]
    public void An_ambiguous_alternative_is_not_passed_over() =>
        AssertReads(
            "Ambiguous", "", "header:X-A | header:X-B", new TestRequest().With("X-A", "1").With("X-A", "2").With("X-B", "3"));

    [Theory]
    [InlineData("""{"value":[{"state":"a"},{"state":"a"}]}""", "Found", "a")]
    [InlineData("""{"value":[{"state":"\u0061"},{"state":"a"}]}""", "Found", "a")]
    [InlineData("""{"value":[{"state":"a"}]}""", "Found", "a")]
    [InlineData("""{"value":[{"state":"a"},{"state":"b"}]}""", "Ambiguous", "")]
    [InlineData("""{"value":[{"state":"a"},{"state":"A"}]}""", "Ambiguous", "")]
    [InlineData("""{"value":[{"state":"a"},{}]}""", "Missing", "")]
    [InlineData("""{"value":[{"state":"a"},{"state":null}]}""", "Missing", "")]
    [InlineData("""{"value":[{"state":"a"},"a"]}""", "Missing", "")]
    [InlineData("""{"value":[{"state":["a"]}]}""", "Missing", "")]
    [InlineData("""{"value":[{"state":""}]}""", "Missing", "")]
    [InlineData("""{"value":[]}""", "Missing", "")]
    [InlineData("""{"value":{"state":"a"}}""", "Missing", "")]
    [InlineData("""{"value":"a"}""", "Missing", "")]
    [InlineData("[]", "Missing", "")]
    [InlineData("""{"value":[{"state":"a","state":"a"}]}""", "Unreadable", "")]
    [InlineData("not JSON", "Unreadable", "")]
    public void What_every_element_says_is_one_value_or_none(string body, string state, string value) =>
        AssertReads(state, value, "every:/value/*/state", new TestRequest { Text = body });

    [Fact]
    public void A_list_of_more_elements_than_any_provider_sends_is_no_value() => AssertReads(
        "Ambiguous", "", "every:/value/*/state",
        new TestRequest { Text = $$"""{"value":[{{string.Join(',', Enumerable.Repeat("""{"state":"a"}""", 1001))}}]}""" });

    [Theory]
    [InlineData("eyJzaWciOiJhYmMifQ==", "Found", "abc")] // {"sig":"abc"}
    [InlineData("eyJzaWciOjF9", "Found", "1")]
    [InlineData("eyJzaWciOiIifQ==", "Missing", "")]
    [InlineData("eyJvdGhlciI6IiJ9", "Missing", "")]
    [InlineData("W10=", "Missing", "")]
    [InlineData("eyJzaWciOjF9!", "Unreadable", "")]
    [InlineData("eyJzaWciOjEsInNpZyI6Mn0=", "Unreadable", "")] // {"sig":1,"sig":2}
    [InlineData("abc", "Unreadable", "")]
    [InlineData("\u00e9", "Unreadable", "")]
    [InlineData("", "Missing", "")]
    public void A_member_of_a_header_in_base64_is_read_strictly(string header, string state, string value) =>
        AssertReads(state, value, "base64-json:X-Sig[sig]", new TestRequest().With("X-Sig", header));

    [Theory]
    [InlineData("a.b.c", "Found", "a.b.c")]
    [InlineData("", "Missing", "")]
    [InlineData("\u00e9", "Unreadable", "")]
    public void The_whole_body_is_one_text(string body, string state, string value) =>
        AssertReads(state, value, "body", new TestRequest { Text = body, ContentType = "text/plain" });

    private static void AssertReads(string state, string value, string source, TestRequest request)
    {
        var pointers = new BodyPointers();
        var parsed = ValueSourceParser.Parse(source, pointers, out var error);
        Assert.Null(error);
        using var route = TestRoute.Compile("""{ "Mode": "None", "Reason": "a test" }""");
        using var webhook = new Gateway.Intake.InboundWebhook(
            request.ToContext(), route.Policy with { BodyPointers = pointers.Build() }, client: null, default, Gateway.Intake.Memory.MemoryAccount.Unlimited());
        webhook.Body.TryReserve(request.Body.Length);
        webhook.Body.Append(new(request.Body));

        Assert.Equal(state, parsed!.Read(webhook, out var found).ToString());
        Assert.Equal(value, state == "Found" ? found.ToString() : "");
    }
}
