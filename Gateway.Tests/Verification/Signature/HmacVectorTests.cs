using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary>The published vectors, through the whole engine: a route, a secret, a body and a header.</summary>
public sealed class HmacVectorTests
{
    public static TheoryData<string> Vectors =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "hmac-rfc.txt")).Where(line => line[0] != '#')];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Every_RFC_vector_verifies_and_its_neighbour_does_not(string vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var fields = vector.Split(' ');
        using var route = TestRoute.Compile(
            $$"""
            { "Signature": { "Algorithm": "{{fields[1]}}", "From": "header:X-Sig", "Key": "hex", "Secrets": "env:KEY" } }
            """,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = fields[2] });
        var request = new TestRequest { ContentType = null, Body = Convert.FromHexString(fields[3]) };
        var neighbour = fields[4][..^1] + (fields[4][^1] == '0' ? '1' : '0');

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", fields[4])));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request.With("X-Sig", neighbour)));
    }
}
