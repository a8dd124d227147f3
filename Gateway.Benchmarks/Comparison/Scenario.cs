using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Comparison;

/// <summary>One kind of load.</summary>
/// <param name="BodyBytes">Of each webhook.</param>
/// <param name="Connections">With one webhook at a time each.</param>
/// <param name="Rate">A second, whatever is answered; 0 for the next as soon as one is answered.</param>
/// <param name="IsHalfOfPeak">The rate is half of what each contender did in the main scenario.</param>
/// <param name="Traffic">What is sent.</param>
internal sealed record Scenario(
    int BodyBytes, int Connections, double Rate = 0, bool IsHalfOfPeak = false, LoadTraffic Traffic = LoadTraffic.Genuine)
{
    /// <summary>Where stages are measured, and peaks.</summary>
    public static Scenario Main { get; } = new(1024, 64);

    public bool IsPaced => Rate > 0 || IsHalfOfPeak;

    public string Title
    {
        get
        {
            var size = BodyBytes >= 1 << 20 ? $"{BodyBytes >> 20} MB" : $"{BodyBytes >> 10} KB";
            return IsHalfOfPeak ? $"{size}, at half of each one's peak"
                : Traffic != LoadTraffic.Genuine ? $"{size}, {Connections} connections, {Named}"
                : IsPaced ? FormattableString.Invariant($"{size}, {Rate:#,0} a second")
                : $"{size}, {Connections} connections";
        }
    }

    private string Named => Traffic switch
    {
        LoadTraffic.Forged => "forged signatures",
        LoadTraffic.ForeignAddress => "a foreign address",
        _ => "an unknown path",
    };
}
