using System.Buffers;
using Gateway.Intake;
using Gateway.Tests.Support;
using Gateway.Verification.Values;

namespace Gateway.Tests.Verification.Values;

/// <summary>What the command line writes for a provider is read where it was put, or it says that there is no such place.</summary>
public sealed class WrittenValueTests
{
    private const string EveryPlace = " + ";

    private static readonly (string Place, bool IsWritten)[] Known =
    [
        ("header:X-Value", true),
        ("query:value", true),
        ("lower:header:X-Value", true),
        ("lower:body:/value", false),
        ("header:X-Value[v1]", true),
        ("header:X-Value[0]", true),
        ("header:X-Value[&v1]", true),
        ("form-json:value[/a]", false),
        ("header:X-Value[0+]", true),
        ("header:X-Value[1]", false),
        ("header:X-Value[1+]", false),
        ("query:value[v1]", false),
        ("header:X-Value | query:value", true),
        ("form:value | query:value", true),
        ("form:value | body:/value", false), ("sha256-hex:body", false),
        ("header:X-Value + header:X-Other", true),
        ("body:/value + form:value", false),
        ("form:value", false),
        ("body:/value", false),
        ("body", false),
        ("every:/list/*/value", false),
        ("each:/*/value", false),
        ("base64-json:X-Value[value]", false),
        ("signature:created", false),
        ("jwt:value", false),
    ];

    public static TheoryData<string, bool> Places => Rows(Known);

    /// <summary>Where a signature may stand: nothing is known of a token before it.</summary>
    public static TheoryData<string, bool> SignaturePlaces => Rows(Known.Where(place => place.Place != "jwt:value"));

    [Fact]
    public void Every_kind_of_place_is_tried() =>
        Assert.Empty(typeof(IValueSource).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IValueSource)))
            .Except([typeof(KnownSource)]) // Words of conditions, behind the signature: nobody writes them.
            .Except(Known.Select(place => Source(place.Place).GetType())));

    [Theory]
    [MemberData(nameof(Places))]
    public void A_value_that_can_be_written_is_read_back(string place, bool isWritten)
    {
        using var route = TestRoute.Unsigned("\"Events\": { \"Type\": \"header:X-Type\" }");
        using var webhook = route.Receive(new TestRequest());
        var source = Source(place);

        Assert.Equal(isWritten, source.TryWrite(webhook.Request, "5257a8"));

        var values = new CandidateList("", separator: null);
        Assert.True(!isWritten || (source.ReadEach(webhook, ref values) == ValueState.Found && values.Count == 1 && values[0].SequenceEqual("5257a8")));
    }

    [Theory]
    [MemberData(nameof(SignaturePlaces))]
    public async Task A_signature_is_verified_where_it_was_written_and_else_never_left_out_in_silence(string place, bool isWritten)
    {
        using var route = TestRoute.Compile(
            $$"""{ "Signature": { "Algorithm": "hmac-sha256", "From": "{{place}}", "Content": "{header:X-Id}", "Secrets": "env:SECRET" } }""");
        using var draft = route.Receive(new TestRequest().With("X-Id", "evt_1"));

        var refusal = Record.Exception(() => route.Signer.Sign(draft, route.Clock.GetUtcNow()));

        if (isWritten)
        {
            Assert.Null(refusal);
            Assert.True((await route.Checks.Pipeline.VerifyAsync(draft, CancellationToken.None)).Passed);
        }
        else
        {
            Assert.Contains("only its provider writes it", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Timestamp_and_signature_are_written_into_one_header_by_their_positions()
    {
        using var route = TestRoute.Compile(
            """
            {
              "Replay": { "Timestamp": "header:X-Sig[0]" },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig[1+]", "Content": "{timestamp}.{header:X-Id}", "Secrets": "env:SECRET" }
            }
            """);
        using var draft = route.Receive(new TestRequest().With("X-Id", "evt_1"));

        route.Signer.Sign(draft, route.Clock.GetUtcNow());

        Assert.StartsWith(route.UnixNow + ",", draft.Request.Headers["X-Sig"].ToString(), StringComparison.Ordinal);
        Assert.True((await route.Checks.Pipeline.VerifyAsync(draft, CancellationToken.None)).Passed);
    }

    [Theory]
    [InlineData(TestRoute.Secret, true)]
    [InlineData("another", false)]
    public void A_token_in_the_body_need_not_be_written_where_it_stands_already(string token, bool isRight)
    {
        using var route = TestRoute.Compile("""{ "Signature": { "Algorithm": "shared-token", "From": "body:/token", "Secrets": "env:SECRET" } }""");
        var request = new TestRequest { Text = $$"""{ "token": "{{token}}" }""" };
        using var draft = route.Receive(request);
        draft.Body.TryReserve(request.Body.Length);
        draft.Body.Append(new ReadOnlySequence<byte>(request.Body));

        var refusal = Record.Exception(() => route.Signer.Sign(draft, route.Clock.GetUtcNow()));

        Assert.Equal(isRight, refusal is null);
    }

    private static TheoryData<string, bool> Rows(IEnumerable<(string Place, bool IsWritten)> places)
    {
        var rows = new TheoryData<string, bool>();
        foreach (var (place, isWritten) in places)
        {
            rows.Add(place, isWritten);
        }

        return rows;
    }

    private static IValueSource Source(string place)
    {
        IValueSource[] sources = [.. place.Split(EveryPlace).Select(each =>
            ValueSourceParser.Parse(each, new BodyPointers(), out var error, hasToken: true) ?? throw new ArgumentException(error, nameof(place)))];
        return sources is [var only] ? only : new EverySource(sources);
    }
}
