using System.Runtime.CompilerServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Intake;
using Gateway.Tests.Support;
using Gateway.Verification.Replay;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Values;

/// <summary>What is read before anything is proven: no text whatever is an exception, or costs more than its bound.</summary>
public sealed class HeaderParserPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 3_000;

    /// <summary>What the texts that are read here are made of, so that many get far.</summary>
    private static readonly string[] Fragments =
    [
        "t=1700000000", "v1=", "5257a8", ",", ";", " ", "=", "==", "\t", "\"", "\\", "\\\"", "(", ")", "()", ":", "::", "::=", ":YWJj:", "sig1", "sig1=",
        "sig1=(\"@method\" \"@target-uri\");created=1700000000", "\"@method\"", ";created=", ";keyid=\"k\"", ";alg=\"hmac-sha256\"", "-", "-1",
        "9", "999999999999999", "9999999999999999", "0", "00", "1", ".", "..", "eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "e30", "e30.", "eyJ0Ijoi", "eyJ0IjoiYSJ9", "eyJ0IjpudWxsfQ==",
        "2026-01-02T03:04:05Z", "9999-12-31T23:59:59", "0001-01-01T00:00:00", ".9999999999", ".999", "Z", "+14:00", "-14:00", "+99:99",
        "Fri, 02 Jan 2026 03:04:05 GMT", "NaN", "1e9", "\0", "\u00ff", "\ufeff", "\ud800", "é", "A", "a", "header:", "header:X[t]", "header:X[1+]", "[", "]",
        "query:", "form:x", "body:/a", "body:", "jwt:", "signature:created", "lower:", "lower:lower:", "|", " | ", "+", " + ",
    ];

    /// <summary>What chance hardly puts together.</summary>
    private static readonly string[] Wholes =
    [
        "sig1=:YWJj:", "sig1=:YWJj:, sig2=:YWJj:", "sig1=(\"@method\");created=1700000000, sig2=()", "eyJ0IjoiYSJ9", "a=1,sig1=x", "t=1700000000,v1=5257a8",
        "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "Fri, 02 Jan 2026 03:04:05 GMT", "1700000000", "1700000000000", "2026-01-02T03:04:05Z",
    ];

    private static readonly Arbitrary<string> Texts = Arb.From(Gen.Frequency(
        (6, Gen.Elements(Fragments).ListOf().Select(string.Concat)),
        (1, Gen.Elements(Wholes)),
        (1, Gen.Choose(0, char.MaxValue).Select(code => (char)code).ListOf().Select(string.Concat)),
        (1, Gen.Elements(Fragments).Two().Select(pair => string.Concat(Enumerable.Repeat(pair.Item1, 2_000)) + pair.Item2))), Shorter);

    private static readonly Arbitrary<string> Bodies = Arb.From(
        Gen.Elements("{\"a\":[", "{\"b\":", "\"x\"", "1", "null", "{}", "[]", "}", "]", "}]}", ",", ":", "\"", "\\u0000", "\ud800", " ", "{\"a\":[{\"b\":\"x\"}", ",{\"b\":\"x\"}")
            .ListOf().Select(string.Concat),
        Shorter);

    [Fact]
    public void The_fields_of_any_text_lie_in_it_in_order_and_are_bounded_in_number() =>
        CheckTexts(text =>
        {
            var fields = new FieldEnumerator(text);
            var count = 0;
            var end = 0;
            while (fields.MoveNext())
            {
                var field = fields.Current;
                var (start, length) = field.Whole.GetOffsetAndLength(text.Length);
                if (field.Position != count++ || start < end || !Holds(field.Whole, field.Name) || !Holds(field.Whole, field.Value))
                {
                    return false;
                }

                end = start + length;
            }

            var elements = text.Split(',', ';').Length;
            return count == Math.Min(elements, FieldEnumerator.MaxFields) && fields.IsCutOff == elements > FieldEnumerator.MaxFields;
        });

    [Theory]
    [InlineData("header:X-Value")]
    [InlineData("header:X-Value[t]")]
    [InlineData("header:X-Value[1]")]
    [InlineData("header:X-Value[1+]")]
    [InlineData("lower:header:X-Value[v1]")]
    [InlineData("header:X-Value[a] | header:X-Value[sig1]")]
    [InlineData("base64-json:X-Value[t]")]
    public void Any_header_is_found_with_a_text_or_not_at_all(string place)
    {
        using var route = TestRoute.Unsigned("\"Events\": { \"Type\": \"header:X-Type\" }");
        var source = ValueSourceParser.Parse(place, new BodyPointers(), out _)!;
        CheckTexts(text =>
        {
            using var webhook = route.Receive(new TestRequest().With("X-Value", text));
            return source.Read(webhook, out var value) == ValueState.Found ? !value.IsEmpty && value.Length <= text.Length : null;
        });
    }

    [Theory]
    [InlineData("body:/a/0/b")]
    [InlineData("every:/a/*/b")]
    public void Any_body_has_a_value_or_none(string place)
    {
        using var route = TestRoute.Unsigned($"\"Events\": {{ \"Type\": \"{place}\" }}");
        Prop.ForAll(Bodies, text =>
        {
            var journey = route.SendAsync(new TestRequest { Text = text });
            using var webhook = journey.Result.Webhook;
            return journey.Result.Code is "passed" or "body_invalid" && (webhook.EventType is null || text.Contains('"', StringComparison.Ordinal));
        }).Check(RepeatedCases.Of(Cases, output));
    }

    [Theory]
    [InlineData("header:X-Value")]
    [InlineData("header:X-Value[v1]")]
    [InlineData("header:X-Value[1+]")]
    public void Any_header_claims_a_bounded_number_of_signatures(string place)
    {
        using var route = TestRoute.Unsigned("\"Events\": { \"Type\": \"header:X-Type\" }");
        var from = ValueSourceParser.Parse(place, new BodyPointers(), out _)!;
        var scheme = new SignatureScheme(
            from, "", ' ', new KeyedCheck<IContentKey>(new FixedKeys<IContentKey>([]), ContentVerifier.Instance), signed: null);
        CheckTexts(text =>
        {
            using var webhook = route.Receive(new TestRequest().With("X-Value", text));
            return scheme.ReadCandidates(webhook, out var candidates) is null ? candidates.Count is > 0 and <= CandidateList.MaxCandidates : null;
        });
    }

    [Fact]
    public void Any_text_names_a_place_or_is_refused_with_a_reason() =>
        CheckTexts(text => ValueSourceParser.Parse(text, new BodyPointers(), out var error) is null == error is not null);

    [Fact]
    public void Reading_a_structured_field_moves_on_or_says_no_and_never_leaves_the_text() =>
        CheckTexts(text =>
        {
            var steps = 0;
            var reader = new StructuredText(text);
            var bytes = new byte[64];
            int before;
            do
            {
                before = reader.Position;
                _ = reader.TryTakeKey(out _);
                _ = reader.TryTake('=');
                _ = reader.TryTakeBytes(bytes, out var length);
                _ = reader.TryTakeString(out _);
                _ = reader.TryTakeInteger(out _);
                _ = reader.TryTake(';');
                _ = reader.TryTakeComma();
                if (reader.Position < before || reader.Position > text.Length || length > bytes.Length)
                {
                    return false;
                }
            }
            while (reader.Position > before && ++steps <= text.Length);

            return steps <= text.Length;
        });

    [Fact]
    public void Any_signature_fields_are_refused_or_bounded_in_members_and_components()
    {
        CheckTexts(text => SignatureFields.ReadInputs(text) is { } inputs
            ? text.Length <= SignatureFields.MostChars && inputs.Count <= CandidateList.MaxCandidates
                && inputs.TrueForAll(input => input.Components.Count <= SignatureInput.MostComponents && text.Contains(input.Written, StringComparison.Ordinal))
            : null);
        CheckTexts(text => SignatureFields.ReadSignatures(text) is { } signatures
            ? text.Length <= SignatureFields.MostChars && signatures.Count <= CandidateList.MaxCandidates
            : null);
    }

    [Fact]
    public void Any_text_is_a_token_of_an_accepted_algorithm_and_bounded_length_or_none()
    {
        TokenAlgorithm[] accepted = [TokenAlgorithm.Find("HS256")!];
        CheckTexts(text => CompactToken.Read(text, accepted) is { } token
            ? text.Length <= CompactToken.MaxLength && token.Algorithm == accepted[0]
                && text.StartsWith(Encoding.ASCII.GetString(token.SigningInput), StringComparison.Ordinal)
            : null);
    }

    [Fact]
    public void A_timestamp_that_is_read_is_the_text_that_its_instant_has()
    {
        foreach (var format in Enum.GetValues<TimestampFormat>())
        {
            // Of ISO 8601 there are many texts for one instant, by zone and fraction.
            var isOneText = format is TimestampFormat.UnixSeconds or TimestampFormat.UnixMilliseconds or TimestampFormat.Rfc1123;
            CheckTexts(text => TimestampText.TryRead(text, format, out var instant)
                ? !isOneText || string.Equals(text, TimestampText.Write(instant, format), StringComparison.OrdinalIgnoreCase)
                : null);
        }
    }

    private static bool Holds(Range whole, Range part) =>
        part.Start.Value >= whole.Start.Value && part.Start.Value <= part.End.Value && part.End.Value <= whole.End.Value;

    /// <param name="holds">Whether it holds for a text; null for one that it does not speak of, of which some are.</param>
    /// <param name="test">Who asks.</param>
    private void CheckTexts(Func<string, bool?> holds, [CallerMemberName] string test = "")
    {
        var judged = 0;
        Prop.ForAll(Texts, text =>
        {
            var result = holds(text);
            judged += result is null ? 0 : 1;
            return result ?? true;
        }).Check(RepeatedCases.Of(Cases, output, test));

        Assert.True(judged > 0, "No text got so far.");
    }

    private static IEnumerable<string> Shorter(string text) =>
        text.Length < 2 ? [] : [text[..(text.Length / 2)], text[(text.Length / 2)..], text[..^1], text[1..]];
}
