using Gateway.Outcomes;
using Gateway.Verification;

namespace Gateway.Tests.Verification;

public sealed class VerdictTests
{
    [Fact]
    public void A_verdict_that_nobody_made_refuses()
    {
        Assert.False(default(Verdict).Passed);
        Assert.Same(Outcome.Undecided, default(Verdict).Outcome);
        Assert.Equal(500, default(Verdict).Outcome.StatusCode);
    }

    [Fact]
    public void A_stop_names_its_outcome_and_does_not_pass()
    {
        var verdict = Verdict.Stop(Outcome.SignatureInvalid);

        Assert.False(verdict.Passed);
        Assert.Same(Outcome.SignatureInvalid, verdict.Outcome);
    }

    [Fact]
    public void Only_a_pass_passes() => Assert.True(Verdict.Pass.Passed);
}
