namespace Gateway.Intake;

/// <summary>Keys that were looked at before there was a body to try them on.</summary>
internal interface IKeysAtHand
{
    /// <summary>
    /// They are let go of untried: the webhook is refused, or waits. Takes as long whether they had to be made for it or not, which would
    /// tell who has just sent.
    /// </summary>
    void LetGo();
}
