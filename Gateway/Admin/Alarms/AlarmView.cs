using Gateway.Alarms;

namespace Gateway.Admin.Alarms;

/// <summary>One alarm.</summary>
/// <param name="Kind">As configured.</param>
/// <param name="Route">Null for the gateway as a whole.</param>
/// <param name="State"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Since">Since when it is, or was, wrong.</param>
/// <param name="ToldAt">When it was last told.</param>
internal sealed record AlarmView(string Kind, string? Route, string State, DateTimeOffset Since, DateTimeOffset ToldAt)
{
    public static AlarmView Of(RaisedAlarm alarm) => new(
        AlarmKindName.Of(alarm.Kind), alarm.Route.Length == 0 ? null : alarm.Route, alarm.IsFiring ? "firing" : "resolved", alarm.Since, alarm.ToldAt);
}
