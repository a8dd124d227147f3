namespace Gateway.Storage.Sqlite.Claims;

/// <summary>How far an event is that the process knows by itself.</summary>
internal enum ClaimStage
{
    /// <summary>An attempt holds it.</summary>
    InFlight,

    /// <summary>It is recorded as processed in the transaction that runs. Whoever asks from outside is told that it is in flight.</summary>
    Settling,

    /// <summary>It is processed.</summary>
    Processed,
}
