namespace Gateway.Storage.Sqlite.Claims;

/// <summary>How far a fold is.</summary>
internal enum FoldStep
{
    /// <summary>There is none.</summary>
    Idle,

    /// <summary>Its pages are being written.</summary>
    Writing,

    /// <summary>They are durable: the memory in front lets go of what is on them.</summary>
    HandingOver,
}
