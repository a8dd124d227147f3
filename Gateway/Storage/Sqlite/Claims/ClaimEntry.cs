namespace Gateway.Storage.Sqlite.Claims;

/// <summary>What the process knows of one event.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Owner">The attempt that holds it; of no meaning once it is processed.</param>
/// <param name="Ends">Until when that holds, in microseconds of <see cref="SqliteClock"/>.</param>
/// <param name="IsLogged">Whether the log has it in flight, so that it has to stay there.</param>
internal readonly record struct ClaimEntry(ClaimStage Stage, Guid Owner, long Ends, bool IsLogged)
{
    public static ClaimEntry InFlight(ClaimOwner owner, long ends, bool isLogged) => new(ClaimStage.InFlight, owner.Value, ends, isLogged);

    public static ClaimEntry Settling(long ends) => new(ClaimStage.Settling, default, ends, IsLogged: false);

    public static ClaimEntry Processed(long ends) => new(ClaimStage.Processed, default, ends, IsLogged: false);
}
