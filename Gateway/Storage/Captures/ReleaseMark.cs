using System.Globalization;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Captures;

/// <summary>What has become of a kept request since, as it stands in a store: changed by comparing it as a whole.</summary>
/// <param name="State">Whether it can be released.</param>
internal sealed record ReleaseMark(ReleaseState State)
{
    private const char Separator = ' ';
    private const int Parts = 5;

    public static ReleaseMark Kept { get; } = new(ReleaseState.Kept);

    public static ReleaseMark PassedOn { get; } = new(ReleaseState.PassedOn);

    /// <summary>Who set it: no two marks of different releases are equal.</summary>
    public Guid Owner { get; init; }

    /// <summary>Of one that is being released, when that counts as broken off; else when it was last tried. In microseconds; 0 for never.</summary>
    public long At { get; init; }

    /// <summary>How the last try ended, by the outcome's code; empty for none.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>What the backend, or the gateway, answered then.</summary>
    public int StatusCode { get; init; }

    /// <summary>The same as <see cref="At"/>; null for never.</summary>
    public DateTimeOffset? Instant => At == 0 ? null : Microseconds.At(At);

    /// <summary>Whether another is at it at this time.</summary>
    public bool IsHeldAt(DateTimeOffset now) => State == ReleaseState.Releasing && At > Microseconds.Of(now);

    /// <summary>Whether a release has begun and never ended: the process was killed, or could not say so.</summary>
    public bool IsBrokenOffAt(DateTimeOffset now) => State == ReleaseState.Releasing && !IsHeldAt(now);

    /// <summary>As it is stored; a text of its own for each mark. Empty for one that nobody has touched.</summary>
    public string ToText() => this == Kept
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(int)State}{Separator}{Owner:N}{Separator}{At}{Separator}{StatusCode}{Separator}{Outcome}");

    /// <summary>What <see cref="ToText"/> has written. What cannot be read is held to have been passed on: nothing is released twice.</summary>
    public static ReleaseMark Parse(string text)
    {
        if (text.Length == 0)
        {
            return Kept;
        }

        return text.Split(Separator) is { Length: Parts } parts
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var state) && state <= (int)ReleaseState.Released
            && Guid.TryParseExact(parts[1], "N", out var owner)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new ReleaseMark((ReleaseState)state) { Owner = owner, At = at, StatusCode = status, Outcome = parts[4] }
            : PassedOn;
    }
}
