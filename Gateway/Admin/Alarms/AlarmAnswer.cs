using Gateway.Alarms;

namespace Gateway.Admin.Alarms;

/// <summary>What <c>/api/alarms</c> answers.</summary>
/// <param name="Alarms">The newest first.</param>
/// <param name="Undelivered">Notices that their receivers have not taken yet.</param>
internal sealed record AlarmAnswer(IReadOnlyList<AlarmView> Alarms, int Undelivered)
{
    public static AlarmAnswer Of(AlarmBook book) =>
        new([.. book.Raised.OrderByDescending(alarm => alarm.ToldAt).Select(AlarmView.Of)], book.Pending.Count);
}
