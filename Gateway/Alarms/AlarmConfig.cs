namespace Gateway.Alarms;

/// <summary>One receiver of alarms as written: null means the file does not say.</summary>
internal sealed record AlarmConfig
{
    /// <summary>Where alarms are sent: https, or http to an address such as 127.0.0.1; or <c>env:NAME</c>, <c>file:PATH</c> of it. Required.</summary>
    public string? Url { get; init; }

    /// <summary><c>env:NAME</c> or <c>file:PATH</c> of the key that they are signed with: <c>whsec_</c> and 24 to 64 bytes in base64. Required.</summary>
    public string? Secret { get; init; }

    /// <summary>The kinds that it gets. Default: all.</summary>
    public IReadOnlyList<string>? On { get; init; }
}
