using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateway.Tests.Conventions;

/// <summary>A test that cannot fail proves nothing. (No test sleeps or takes chance without a seed: BannedSymbols.Tests.txt.)</summary>
public sealed class TestConventionTests
{
    [Fact]
    public void Every_test_asserts_something_that_no_branch_and_no_empty_loop_can_leave_out()
    {
        Assert.InRange(TestMethods.All.Tests.Count(), 500, int.MaxValue);
        Assert.Empty(TestMethods.All.Tests.Where(test => !TestMethods.All.IsFirm(test)).Select(TestMethods.Describe));
    }

    [Fact]
    public void No_test_ends_early_without_having_asserted_anything() =>
        Assert.Empty(TestMethods.All.Tests
            .SelectMany(test => test.DescendantNodes().OfType<ReturnStatementSyntax>())
            .Where(end => end.Expression is null && !end.Ancestors().Any(outer => outer is LambdaExpressionSyntax or LocalFunctionStatementSyntax))
            .Where(end => end.Parent is null || !TestMethods.All.IsFirm(end.Parent))
            .Select(TestMethods.Describe));

    [Fact]
    public void No_assertion_is_about_what_is_written_there() =>
        Assert.Empty(TestMethods.All.Files
            .SelectMany(file => file.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression is MemberAccessExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.Text: "Assert" },
                Name.Identifier.Text: not "Fail",
            })
            .Where(call => call.ArgumentList.Arguments.All(argument => argument.Expression is LiteralExpressionSyntax))
            .Select(TestMethods.Describe));

    [Fact]
    public void No_test_swallows_an_exception() =>
        Assert.Empty(TestMethods.All.Files
            .Where(file => !file.FilePath.StartsWith("Support/", StringComparison.Ordinal)) // What stands in for others may fail as they do.
            .SelectMany(file => file.GetRoot().DescendantNodes().OfType<CatchClauseSyntax>())
            .Where(handler => handler.Block.Statements.Count == 0)
            .Select(TestMethods.Describe));

    /// <summary>Real time, real chance and what only looks like them: one place each, with its reason. The environment has its own in the product.</summary>
    [Fact]
    public void What_is_banned_is_used_where_it_is_meant_to_be_and_nowhere_else()
    {
        string[] places = ["Support/Chance.cs", "Support/Each.cs", "Support/Pause.cs", "Support/RepeatedCases.cs"];

        Assert.Equal(places, TestMethods.All.Files
            .Where(file => file.GetRoot().DescendantTrivia(descendIntoTrivia: true).Any(trivia =>
                trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax pragma && pragma.ErrorCodes.ToString().Contains("RS0030", StringComparison.Ordinal)))
            .Select(file => file.FilePath)
            .Order(StringComparer.Ordinal));
    }
}
