namespace Gateway.Secrets.Stored;

/// <summary>What has become of a tenant that was looked for or changed.</summary>
internal enum RegisterState
{
    /// <summary>There is no such tenant.</summary>
    None,

    Known,

    /// <summary>No configured key decrypts it.</summary>
    Unreadable,

    /// <summary>There is no key to encrypt with.</summary>
    Unencrypted,

    /// <summary>Its secrets are too long in all.</summary>
    TooLarge,

    /// <summary>The store has no room for more.</summary>
    Full,

    /// <summary>Others change it all the time.</summary>
    Busy,
}
