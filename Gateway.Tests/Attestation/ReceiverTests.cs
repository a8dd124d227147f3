using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using StandardWebhooks.Diagnostics;

namespace Gateway.Tests.Attestation;

/// <summary>The examples of docs/attestation.md verify what a gateway sends, by libraries of others, and nothing that was changed on the way.</summary>
public sealed class ReceiverTests
{
    private const string Path = "/hook/a%2Fb?x=1&y=%20";

    private static readonly string[] Both = ["SHARED", "PEM"];

    public static TheoryData<string> Modes => ["Forward", "Queue"];

    public static TheoryData<string> Examples =>
        [.. Directory.EnumerateFiles(Repository.PathOf("docs", "attestation")).Select(System.IO.Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_stands_on_the_page_as_it_is_run(string example) =>
        Assert.Contains(
            (await File.ReadAllTextAsync(Repository.PathOf("docs", "attestation", example))).Trim(),
            await File.ReadAllTextAsync(Repository.PathOf("docs", "attestation.md")), StringComparison.Ordinal);

    [Fact]
    public async Task The_example_in_CSharp_stands_on_the_page_as_it_is_run()
    {
        var lines = (await File.ReadAllLinesAsync(Repository.PathOf("Gateway.Tests", "Attestation", "CSharpReceiver.cs")))
            .SkipWhile(line => !line.StartsWith('{')).Skip(1).TakeWhile(line => !line.StartsWith('}')).Select(line => line.Trim()).ToList();

        Assert.Contains(string.Join('\n', lines), await File.ReadAllTextAsync(Repository.PathOf("docs", "attestation.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_library_in_CSharp_verifies_v1_and_refuses_every_change(string mode)
    {
        await using var scene = await AttestationScene.StartAsync(AttestingKeys.Section("StandardWebhooks", Both), Delivery(mode));
        var request = await scene.SendAsync(SignedWebhook.Event("evt_1"), Path);

        Verify(request);
        var accepted = Tampered.StandardWebhooks(request).Where(pair => Record.Exception(() => Verify(pair.Request)) is not WebhookVerificationException).Select(pair => pair.What);
        Assert.Empty(accepted);

        static void Verify(ReceivedRequest request) => CSharpReceiver.Verify(
            AttestingKeys.Shared, new HeaderDictionary(request.Headers.ToDictionary(header => header.Key, header => new Microsoft.Extensions.Primitives.StringValues(header.Value), StringComparer.OrdinalIgnoreCase)), request.Text);
    }

    [StandardWebhooksFact]
    public Task The_official_library_in_JavaScript_verifies_v1_and_refuses_every_change() =>
        JudgeAsync(() => Judge.Node("standard-webhooks.cjs"), "StandardWebhooks", _ => AttestingKeys.Shared, AttestingKeys.OtherShared, Tampered.StandardWebhooks);

    [StandardWebhooksFact]
    public Task Node_verifies_v1a_by_the_published_key_and_refuses_every_change() =>
        JudgeAsync(() => Judge.Node("standard-webhooks-public.cjs"), "StandardWebhooks", keys => keys, OtherKeys(), Tampered.StandardWebhooks);

    [StandardWebhooksFact]
    public Task A_library_of_RFC_9421_verifies_by_the_published_key_and_refuses_every_change() =>
        JudgeAsync(() => Judge.Node("http-message-signature.cjs"), "HttpMessageSignature", keys => keys, OtherKeys(), Tampered.MessageSignature);

    [PythonFact("standardwebhooks")]
    public Task The_official_library_in_Python_verifies_v1_and_refuses_every_change() =>
        JudgeAsync(() => Judge.Python("standard_webhooks.py"), "StandardWebhooks", _ => AttestingKeys.Shared, AttestingKeys.OtherShared, Tampered.StandardWebhooks);

    [PythonFact("cryptography")]
    public Task Python_verifies_v1a_by_the_published_key_and_refuses_every_change() =>
        JudgeAsync(() => Judge.Python("standard_webhooks_public.py"), "StandardWebhooks", keys => keys, OtherKeys(), Tampered.StandardWebhooks);

    private static async Task JudgeAsync(
        Func<Judge> start, string form, Func<JsonNode, JsonNode> key, JsonNode other, Func<ReceivedRequest, IEnumerable<(string What, ReceivedRequest Request)>> tampered)
    {
        using var judge = start();
        var accepted = new List<string>();
        var changes = 0;
        foreach (var mode in (string[])["Forward", "Queue"])
        {
            await using var scene = await AttestationScene.StartAsync(AttestingKeys.Section(form, Both), Delivery(mode));
            var request = await scene.SendAsync(SignedWebhook.Event("evt_1"), Path);
            var known = key(await scene.KeysAsync());

            Assert.Equal("ok", await judge.AskAsync(request, known));
            Assert.StartsWith("refused", await judge.AskAsync(request, other), StringComparison.Ordinal);
            foreach (var (what, changed) in tampered(request))
            {
                changes++;
                if (!(await judge.AskAsync(changed, known)).StartsWith("refused", StringComparison.Ordinal))
                {
                    accepted.Add($"{mode}: {what}");
                }
            }
        }

        Assert.Empty(accepted);
        Assert.InRange(changes, 20, int.MaxValue);
    }

    private static string Delivery(string mode) => $$""" "Deduplication": { "Key": "body:/id" }, "Delivery": { "Mode": "{{mode}}" } """;

    private static JsonArray OtherKeys() =>
    [
        new JsonObject
        {
            ["kty"] = "OKP", ["crv"] = "Ed25519", ["kid"] = "1FkIEPbNe-uRUpFThuuNRab9WSfF_ErvDNtuPJwkK0U",
            ["x"] = System.Buffers.Text.Base64Url.EncodeToString(Ed25519.PublicKey(AttestingKeys.OtherSeed)),
        },
    ];
}
