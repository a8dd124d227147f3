namespace Gateway.Admin.Access;

/// <summary>What someone at the admin listener may do; each may do what those before it may.</summary>
internal enum AdminAccess
{
    /// <summary>What everybody may: health, and the pages without what they show.</summary>
    None,

    /// <summary>Read the metrics.</summary>
    Scrape,

    /// <summary>Read everything that the API has.</summary>
    Read,

    /// <summary>Change something: deliver again, have an event forgotten.</summary>
    Act,
}
