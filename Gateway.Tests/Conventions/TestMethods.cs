using Gateway.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gateway.Tests.Conventions;

/// <summary>The tests of this project as they are written, and what is certain to be asserted by them.</summary>
internal sealed class TestMethods
{
    private readonly ILookup<string, SyntaxNode> _byName;
    private readonly HashSet<SyntaxNode> _firm = [];

    private TestMethods()
    {
        Files = [.. Directory.EnumerateFiles(Repository.PathOf("Gateway.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: Path.GetRelativePath(Repository.PathOf("Gateway.Tests"), file)))];
        _byName = Files.SelectMany(file => file.GetRoot().DescendantNodes())
            .Where(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            .ToLookup(NameOf);
        FindFirm();
    }

    public static TestMethods All { get; } = new();

    public IReadOnlyList<SyntaxTree> Files { get; }

    public IEnumerable<MethodDeclarationSyntax> Tests => _byName.SelectMany(group => group).OfType<MethodDeclarationSyntax>().Where(method =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute =>
            attribute.Name.ToString().EndsWith("Fact", StringComparison.Ordinal) || attribute.Name.ToString().EndsWith("Theory", StringComparison.Ordinal)));

    /// <summary>Whether it asserts something whatever happens: not in a branch alone, nor in a loop that may have nothing to do.</summary>
    public bool IsFirm(SyntaxNode node) => node.DescendantNodes().Any(inner => !IsConditional(inner, node) && inner switch
    {
        InvocationExpressionSyntax call => Asserts(call),
        IfStatementSyntax { Else: { } other } choice => IsFirm(choice.Statement) && IsFirm(other.Statement),
        _ => false,
    });

    /// <summary>Such as <c>Storage/Sqlite/SqliteFileTests.cs: A_file_is_for_its_owner_alone</c>.</summary>
    public static string Describe(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}: {node.AncestorsAndSelf().Select(NameOf).FirstOrDefault(name => name.Length > 0)}";

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        _ => "",
    };

    /// <summary>Until nothing is found any more: what calls what is firm is firm itself.</summary>
    private void FindFirm()
    {
        var found = true;
        while (found)
        {
            found = false;
            foreach (var method in _byName.SelectMany(group => group).Where(method => !_firm.Contains(method)).ToList())
            {
                var body = method switch
                {
                    MethodDeclarationSyntax declared => (SyntaxNode?)declared.Body ?? declared.ExpressionBody,
                    LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
                    _ => null,
                };
                found |= body is not null && IsFirm(body) && _firm.Add(method);
            }
        }
    }

    private bool Asserts(InvocationExpressionSyntax call)
    {
        // The others assert in a loop that has a turn for sure.
        if (call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Assert" or "Each" or "Eventually" or "Silence" } })
        {
            return true;
        }

        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            SimpleNameSyntax simple => simple.Identifier.Text,
            _ => "",
        };
        return IsCheck(call) || (_byName[name].Any() && _byName[name].All(_firm.Contains));
    }

    /// <summary>A property of FsCheck: <c>Prop.ForAll(...).Check(...)</c>.</summary>
    private static bool IsCheck(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Check", Expression: InvocationExpressionSyntax };

    private static bool IsConditional(SyntaxNode node, SyntaxNode within)
    {
        for (var inner = node; inner != within; inner = inner.Parent!)
        {
            var isConditional = inner.Parent switch
            {
                ForEachStatementSyntax loop => inner == loop.Statement && !HasElements(loop.Expression),
                ForStatementSyntax loop => inner == loop.Statement && loop.Condition is not BinaryExpressionSyntax { Right: LiteralExpressionSyntax },
                WhileStatementSyntax loop => inner == loop.Statement,
                IfStatementSyntax branch => inner != branch.Condition,
                ConditionalExpressionSyntax branch => inner != branch.Condition,
                BinaryExpressionSyntax either => inner == either.Right && either.OperatorToken.Kind() is SyntaxKind.AmpersandAmpersandToken or SyntaxKind.BarBarToken,
                LambdaExpressionSyntax lambda => !IsCalledForSure(lambda),
                SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax or LocalFunctionStatementSyntax => true,
                _ => false,
            };
            if (isConditional)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Written out on the spot or a few lines above, or all there are of an enumeration.</summary>
    private static bool HasElements(ExpressionSyntax items) => items switch
    {
        CastExpressionSyntax cast => HasElements(cast.Expression),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Count > 0,
        CollectionExpressionSyntax list => list.Elements.Any(element => element is ExpressionElementSyntax),
        InvocationExpressionSyntax call => call.Expression.ToString().StartsWith("Enum.GetValues", StringComparison.Ordinal),
        IdentifierNameSyntax name => name.Ancestors().OfType<BlockSyntax>().SelectMany(block => block.Statements)
            .OfType<LocalDeclarationStatementSyntax>().SelectMany(declaration => declaration.Declaration.Variables)
            .Any(variable => variable.Identifier.Text == name.Identifier.Text && variable.Initializer is { } initializer && HasElements(initializer.Value)),
        _ => false,
    };

    /// <summary>By a loop of the framework with a number of turns.</summary>
    private static bool IsCalledForSure(LambdaExpressionSyntax lambda) => lambda.Parent?.Parent?.Parent is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Parallel" } },
    };
}
