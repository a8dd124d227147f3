using System.Text.Json.Serialization;

namespace Gateway.Admin.Captures;

/// <summary>
/// Which kept requests are to be released: one by its id, or all that the other properties leave. A property that is misspelt must not
/// choose everything, so it is refused.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReleaseRequest
{
    public Guid? Id { get; init; }

    public string? Route { get; init; }

    /// <summary>How they ended, by the outcome's code.</summary>
    public string? Outcome { get; init; }

    /// <summary>The sender's address.</summary>
    public string? Client { get; init; }

    /// <summary>Received at or behind it; UTC unless it says otherwise.</summary>
    public string? From { get; init; }

    /// <summary>Received before it; UTC unless it says otherwise.</summary>
    public string? Until { get; init; }

    /// <summary>All of them, with nothing that chooses.</summary>
    public bool All { get; init; }

    /// <summary>Says what would be released, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Without the headers whose values are not kept, where the route does not read them.</summary>
    public bool DropHidden { get; init; }

    /// <summary>Where the answer before ended (<see cref="ReleaseAnswer.Next"/>).</summary>
    public string? After { get; init; }

    /// <summary>Whether anything was chosen by.</summary>
    [JsonIgnore]
    public bool Chooses => (Route ?? Outcome ?? Client ?? From ?? Until) is not null;
}
