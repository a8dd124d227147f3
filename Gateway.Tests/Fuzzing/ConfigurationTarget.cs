using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Fuzzing;

/// <summary>Whole configurations: each is compiled, or refused with problems; the second time as the first.</summary>
internal sealed class ConfigurationTarget : FuzzTarget
{
    private readonly TestConfiguration _configuration = new("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""");

    // Everything is compiled, on other threads as well.
    public override bool IsMeasured => false;

    public override string[] Fragments =>
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e99", "\"00:00:00\"", "\"env:SECRET\"", "\"file:x\"", "\"Mode\":\"Monitor\",", "\"Verification\":", "\"Gateway\":", "//", "\0", "\"99999999.00:00:00\"", "\"Provider\":\"stripe\","];

    public override bool Read(byte[] input)
    {
        _configuration.WriteText(Encoding.UTF8.GetString(input));
        var first = GatewayHost.CheckAsync(_configuration.Options).GetAwaiter().GetResult();
        Assert.Equal(first.Snapshot is null, first.Problems.Count > 0);
        Each.Is([.. first.Problems.Select(problem => problem.ToString()), "$"], problem => Assert.DoesNotContain(TestConfiguration.Secret, problem, StringComparison.Ordinal));
        var second = GatewayHost.CheckAsync(_configuration.Options).GetAwaiter().GetResult();
        Assert.Equal(first.Problems.Select(problem => problem.ToString()), second.Problems.Select(problem => problem.ToString()));
        Said = string.Join('\n', first.Problems);
        return first.Snapshot is not null;
    }

    public override void Dispose()
    {
        _configuration.Dispose();
        base.Dispose();
    }
}
