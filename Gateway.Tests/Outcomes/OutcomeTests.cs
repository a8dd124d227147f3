using System.Reflection;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Outcomes;

public sealed class OutcomeTests
{
    [Fact]
    public void The_catalogue_lists_every_outcome_once()
    {
        var declared = typeof(Outcome).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Outcome))
            .Select(field => (Outcome)field.GetValue(null)!)
            .ToList();

        Assert.Equal(declared.OrderBy(outcome => outcome.Code), Outcome.All.OrderBy(outcome => outcome.Code));
        Assert.Equal(declared.Count, Outcome.All.Select(outcome => outcome.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(null, Outcome.All);
    }

    [Fact]
    public void Whatever_tells_a_forger_how_far_it_got_has_one_title_and_status()
    {
        var notProven = Outcome.All.Where(outcome => outcome.Code.StartsWith("signature_", StringComparison.Ordinal)
            || outcome.Code.StartsWith("timestamp_", StringComparison.Ordinal)).ToList();

        Assert.Equal(6, notProven.Count);
        Each.Is(notProven, outcome => Assert.Equal((401, "Invalid signature"), (outcome.StatusCode, outcome.Title)));
        Each.Is(Outcome.All.Except(notProven), outcome => Assert.NotEqual(401, outcome.StatusCode));
    }
}
