namespace Gateway;

/// <summary>Why no route takes a request. The names in lower case are the metric's.</summary>
internal enum UnmatchedReason
{
    /// <summary>No route has such a path; answered 404.</summary>
    Path,

    /// <summary>A route has the path, but not the method; answered 405.</summary>
    Method,

    /// <summary>A route has the path, but its <c>Hosts</c>, <c>Headers</c> or <c>QueryParameters</c> do not match; answered 404.</summary>
    Conditions,
}
