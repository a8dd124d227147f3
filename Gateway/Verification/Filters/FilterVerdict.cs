namespace Gateway.Verification.Filters;

/// <summary>What a filter says of a webhook. The zero value neither lets it on nor passes it over.</summary>
internal enum FilterVerdict
{
    /// <summary>A value cannot be read: it stands twice, or the body is not what its place presumes.</summary>
    Unreadable,

    /// <summary>It does not fit.</summary>
    Rejects,

    /// <summary>It fits.</summary>
    Accepts,
}
