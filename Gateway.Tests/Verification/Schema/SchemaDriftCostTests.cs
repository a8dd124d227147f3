using System.Text;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Drift;
using Gateway.Tests.JsonSchema;
using Gateway.Tests.Support;
using Gateway.Verification.Schema;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Schema;

/// <summary>What it costs to compare webhooks with their schema, and that it costs nothing where nobody asked.</summary>
public sealed class SchemaDriftCostTests(ITestOutputHelper output)
{
    private const int Rounds = 2000;
    private const string Schema = """{"properties":{"id":{"type":"string"},"data":{"properties":{"state":{"enum":["open","shut"]},"lines":{"items":{"properties":{"n":{"type":"integer"}}}}}}}}""";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"id":"evt_1","more":1,"data":{"state":"open","lines":[""" + string.Join(',', Enumerable.Repeat("""{"n":1,"m":2}""", 60)) + "]}}");

    [Fact]
    public void A_route_that_does_not_ask_for_it_has_nothing_to_keep()
    {
        using var schema = new TestFile(Encoding.UTF8.GetBytes(Schema));
        using var route = TestRoute.Unsigned($$"""
            "Schema": { "File": "{{schema.Path}}" }
            """);
        using var asking = TestRoute.Unsigned($$"""
            "Schema": { "File": "{{schema.Path}}", "Drift": true }
            """);

        Assert.Null(Assert.Single(route.Checks.Pipeline.Stages.OfType<SchemaStage>()).Drift);
        Assert.NotNull(Assert.Single(asking.Checks.Pipeline.Stages.OfType<SchemaStage>()).Drift);
    }

    [Fact]
    public void A_webhook_that_is_passed_over_allocates_nothing()
    {
        var schema = SchemaFixture.Compile(Schema);
        using var tape = JsonTape.Rent();
        tape.Read(Body, StrictJsonOptions.Default);
        var clock = TestClock.New();
        var drift = new SchemaDrift(new Dictionary<string, Gateway.JsonSchema.Schema>(StringComparer.Ordinal), clock);
        Compare(drift, schema, tape, clock, SchemaDrift.MostPerSecond + 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Compare(drift, schema, tape, clock, 100);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_webhook_that_is_compared_allocates_only_names_that_the_schema_does_not_know()
    {
        var record = SchemaFixture.Compile(Schema).RecordDrift(new DriftLimits());
        using var tape = JsonTape.Rent();
        tape.Read(Body, StrictJsonOptions.Default);
        var watch = TimeProvider.System;
        record.Add(Body, tape, TestClock.Start);

        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), watch.GetTimestamp());
        for (var round = 0; round < Rounds; round++)
        {
            record.Add(Body, tape, TestClock.Start);
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        output.WriteLine($"{Body.Length} bytes: {watch.GetElapsedTime(started).TotalMicroseconds / Rounds:0.0} us, {allocated} B");
        Assert.InRange(allocated, 1, 61 * 64); // A short text for each of 61 unknown members.
    }

    private static void Compare(SchemaDrift drift, Gateway.JsonSchema.Schema schema, JsonTape tape, FakeTimeProvider clock, int times)
    {
        var now = clock.GetUtcNow();
        for (var left = times; left > 0; left--)
        {
            drift.Compare(schema, Body, tape, now);
        }
    }
}
