using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>A signature that nothing explains is never explained away.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class UnexplainedVectorTests
{
    private static readonly string[] WithSharedSecret = ["hmac-", "sha1", "sha256", "keccak256", "shared-token", "basic"];

    /// <summary>Of which most texts are no key at all, and those without any.</summary>
    private static readonly string[] WithoutSharedSecret = ["ecdsa-", "ed25519", "rsa-", "jwt", "jws-", "http-message-signatures", "none"];

    public static TheoryData<string> Vectors() => ProviderVector.All();

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Under_another_secret_no_mistake_is_found(string vector)
    {
        using var scene = new ExplainScene(vector);
        var preset = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("Gateway", "Providers", scene.Vector.Provider + ".json")))!;
        var algorithm = preset["Signature"]?["Algorithm"]?.GetValue<string>() ?? "";
        if (!WithSharedSecret.Any(name => algorithm.StartsWith(name, StringComparison.Ordinal)))
        {
            Assert.Contains(WithoutSharedSecret, name => algorithm.StartsWith(name, StringComparison.Ordinal));
            return;
        }

        var secret = scene.Secret;
        scene.Environment["SECRET"] = Another(secret);
        var exitCode = await scene.RunAsync();

        Assert.True(exitCode == 1, scene.Output + scene.Error);
        // The vector of Stripe has a secret that Stripe does not give out, which is told and proves nothing.
        Assert.StartsWith(vector == "stripe" ? "likely: the secret" : "not found", scene.Mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Environment["SECRET"], scene.Output, StringComparison.Ordinal);
    }

    /// <summary>Of the same form, and no slip of the finger: one character is, and is found.</summary>
    private static string Another(string secret)
    {
        var text = secret.ToCharArray();
        foreach (var at in (int[])[3, 5, 8])
        {
            if (at <= text.Length && char.IsAsciiLetterOrDigit(text[^at]))
            {
                text[^at] = text[^at] == '7' ? '8' : '7';
            }
        }

        // Of a password of few letters the places are others, or no letters.
        return secret == new string(text) ? $"{secret[..^4]}7Q8Z" : new string(text);
    }
}
