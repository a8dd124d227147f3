using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>The guard: an outcome that no test of this class reaches stands here with the reason.</summary>
public sealed partial class OutcomeTests
{
    private static readonly Dictionary<Outcome, Func<OutcomeTests, Task>> Reached = new()
    {
        [Outcome.Forwarded] = tests => tests.Forwarded_is_the_backend_s_own_answer(),
        [Outcome.Handshake] = tests => tests.Handshake_is_answered_here_with_inert_text(),
        [Outcome.Duplicate] = tests => tests.Duplicate_is_answered_200_and_not_forwarded(),
        [Outcome.Ignored] = tests => tests.Ignored_is_answered_200_and_not_forwarded(),
        [Outcome.DuplicateInFlight] = tests => tests.Duplicate_in_flight_is_answered_409_and_told_to_come_back(),
        [Outcome.PathInvalid] = tests => tests.Path_invalid_is_400(),
        [Outcome.IpNotAllowed] = tests => tests.Ip_not_allowed_is_403(),
        [Outcome.RateLimited] = tests => tests.Rate_limited_is_429_with_the_time_to_wait(),
        [Outcome.BodyTooLarge] = tests => tests.Body_too_large_by_its_length_is_413(),
        [Outcome.BodyTimeout] = tests => tests.Body_timeout_is_408(),
        [Outcome.BodyIncomplete] = tests => tests.Body_incomplete_is_recorded_when_the_sender_vanishes(),
        [Outcome.ContentTypeNotAllowed] = tests => tests.Content_type_not_allowed_is_415(),
        [Outcome.SignatureMissing] = tests => tests.Signature_missing_is_401(),
        [Outcome.SignatureMalformed] = tests => tests.Signature_malformed_is_401("not hex"),
        [Outcome.SignatureInvalid] = tests => tests.Signature_invalid_is_401(),
        [Outcome.TimestampMissing] = tests => tests.Timestamp_missing_is_401(),
        [Outcome.TimestampTooOld] = tests => tests.Timestamp_too_old_is_401(),
        [Outcome.TimestampInFuture] = tests => tests.Timestamp_in_future_is_401(),
        [Outcome.BodyInvalid] = tests => tests.Body_invalid_is_400(" "),
        [Outcome.SchemaInvalid] = tests => tests.Schema_invalid_is_422_and_names_place_and_keyword_but_no_value(),
        [Outcome.EventIdMissing] = tests => tests.Event_id_missing_is_400(),
        [Outcome.BackendUnreachable] = tests => tests.Backend_unreachable_is_502_and_names_no_backend(),
        [Outcome.BackendTimeout] = tests => tests.Backend_timeout_is_504(),
        [Outcome.StoreUnavailable] = tests => tests.Store_unavailable_is_503_when_redis_is_not_there(),
        [Outcome.Overloaded] = tests => tests.Overloaded_is_503_when_all_bodies_together_take_too_much_memory(),
    };

    private static readonly Dictionary<Outcome, string> NotReached = new()
    {
        [Outcome.Queued] = "Another route that queues: see DeliveryTests.",
        [Outcome.QueueFull] = "Another route that queues: see DeliveryTests.",
        [Outcome.RequestInvalid] = "Asked for by HTTP/2: see UpgradeAttackTests.",
        [Outcome.ProviderUnavailable] = "Another route with another provider: see SnsConfirmationTests.",
        [Outcome.Undecided] = "Only a stage with a bug leads there, and no configuration makes one: see VerdictTests.",
    };

    public static TheoryData<string> Codes => [.. Outcome.All.Select(outcome => outcome.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_outcome_of_the_catalogue_is_reached_over_http_or_listed_with_the_reason(string code)
    {
        var outcome = Assert.Single(Outcome.All, outcome => outcome.Code == code);
        if (NotReached.ContainsKey(outcome))
        {
            Assert.False(Reached.ContainsKey(outcome), $"{code} is reached after all.");
            return;
        }

        Assert.True(Reached.TryGetValue(outcome, out var test), $"No test reaches {code}.");
        await test(this);

        // The gateway's own word for it, whatever the test itself has looked at.
        await Eventually.IsTrueAsync(() => Task.FromResult(_gateway.Count(code) > 0), $"a webhook ended as {code}");
    }
}
