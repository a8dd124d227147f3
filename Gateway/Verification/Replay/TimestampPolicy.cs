using System.Globalization;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Replay;

/// <summary>The compiled <c>Replay</c> section.</summary>
/// <param name="Source">Where the stamp stands.</param>
/// <param name="WrittenAs">The same, as configured.</param>
/// <param name="Format">How it is written.</param>
/// <param name="MaxAge">How old a webhook may be.</param>
/// <param name="MaxSkew">How far ahead the sender's clock may be; a bound of its own, since <paramref name="MaxAge"/> may have to cover hours of retries.</param>
internal sealed record TimestampPolicy(
    IValueSource Source, string WrittenAs, TimestampFormat Format, TimeSpan MaxAge, TimeSpan MaxSkew)
{
    private readonly string _form = TimestampFormatName.Of(Format);
    private readonly string _longestAge = string.Create(CultureInfo.InvariantCulture, $"at most {MaxAge.TotalSeconds} s");
    private readonly string _longestSkew = string.Create(CultureInfo.InvariantCulture, $"at most {MaxSkew.TotalSeconds} s");

    /// <summary>A stamp that is not there once.</summary>
    public ProofDefect Missing(ValueState state) => ProofDefect.Of(WrittenAs, state);

    /// <summary>A stamp that cannot be read.</summary>
    public ProofDefect Malformed(ReadOnlySpan<char> text) => new ProofDefect(WrittenAs, "cannot be read as a time") { Expected = _form }.With(text);

    public ProofDefect TooOld(TimeSpan age) => new(WrittenAs, "is too old") { Expected = _longestAge, FoundTime = age };

    public ProofDefect InFuture(TimeSpan ahead) => new(WrittenAs, "is ahead of the gateway's clock") { Expected = _longestSkew, FoundTime = ahead };
}
