using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>What is explained as accepted is what the gateway accepts: over every vector there is.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ExplainedVectorTests
{
    public static TheoryData<string> Vectors() => ProviderVector.All();

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_vector_would_be_accepted(string vector)
    {
        using var scene = new ExplainScene(vector);
        var exitCode = await scene.RunAsync();

        Assert.True(exitCode == 0, scene.Output + scene.Error);
        Assert.StartsWith("accepted and forwarded", scene.LineOf("Verdict"), StringComparison.Ordinal);
        Assert.Empty(scene.Mistake);
        Assert.True(scene.Secret.Length == 0 || !scene.Output.Contains(scene.Secret, StringComparison.Ordinal), scene.Output);
    }
}
