using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>
/// Requests of providers that were refused though they were genuine, and mistakes that were not named: signed by the providers' own SDKs or as their
/// documentation says. What is right to say of each stands beside it; where the cure is a setting, the same request stands there with it, too.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ReportedCaseTests
{
    private const int LeastCases = 55;

    public static TheoryData<string> Titles => [.. ReportedCase.All.Select(reported => reported.Case.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_reported_request_is_judged_and_explained_rightly(string title)
    {
        var reported = ReportedCase.All.Single(row => row.Case.Title == title);
        var told = await reported.Case.ExplainAsync();

        Assert.True(told.LineOf("Verdict").StartsWith(reported.Verdict, StringComparison.Ordinal), $"expected {reported.Verdict}:\n{told.Output}{told.Error}");
        Assert.True(reported.Case.Finding == told.Finding, $"expected {reported.Case.Finding}:\n{told.Output}{told.Error}");
        Assert.Equal(reported.Verdict.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0, told.ExitCode);
        Each.Is(reported.Case.Environment.Values.Append("PRIVATE KEY"), secret => Assert.DoesNotContain(secret, told.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void None_is_lost() => Assert.True(ReportedCase.All.Count >= LeastCases);
}
