using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attestation;

/// <summary>A receiver of another language that judges requests by an example of <c>docs/attestation</c>.</summary>
internal sealed class Judge : IDisposable
{
    private readonly Process _process;

    private Judge(string program, string script, string example)
    {
        var start = new ProcessStartInfo(
            program, [Repository.PathOf("Gateway.Tests", "Attestation", script), Repository.PathOf("docs", "attestation", example)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = StandardWebhooksFactAttribute.Modules;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        _process = Process.Start(start)!;
    }

    public static Judge Node(string example) => new("node", "judge.cjs", example);

    public static Judge Python(string example) => new("python3", "judge.py", example);

    /// <summary>What it says: <c>ok</c>, or why it refuses.</summary>
    /// <param name="request">As the backend received it.</param>
    /// <param name="key">A secret, or keys.</param>
    public async Task<string> AskAsync(ReceivedRequest request, JsonNode key)
    {
        var asked = new JsonObject
        {
            ["key"] = key.DeepClone(),
            ["method"] = request.Method,
            ["url"] = "http://backend.test" + request.Target,
            ["headers"] = JsonSerializer.SerializeToNode(request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal)),
            ["body"] = Convert.ToBase64String(request.Body),
        };
        await _process.StandardInput.WriteLineAsync(asked.ToJsonString());
        await _process.StandardInput.FlushAsync();
        return await Eventually.EndsAsync(_process.StandardOutput.ReadLineAsync(), "the receiver judges") ?? "the receiver has ended";
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
