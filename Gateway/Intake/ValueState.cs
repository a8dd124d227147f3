namespace Gateway.Intake;

/// <summary>What was found where a value should stand. Only <see cref="Found"/> may be believed.</summary>
internal enum ValueState
{
    /// <summary>Nothing stands there.</summary>
    Missing,

    /// <summary>Exactly one value stands there.</summary>
    Found,

    /// <summary>Two values stand where one is meant: whoever reads them next may choose the other.</summary>
    Ambiguous,

    /// <summary>The body is not what the value's place presumes (not JSON, not a form).</summary>
    Unreadable,
}
