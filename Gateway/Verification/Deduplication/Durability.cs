namespace Gateway.Verification.Deduplication;

/// <summary>When what happens to an event is on the disk, with a store that has one.</summary>
internal enum Durability
{
    /// <summary>Before it is answered: nothing that was answered is ever forwarded again.</summary>
    BeforeAnswer,

    /// <summary>
    /// Within 20 ms: an event whose answer went out that shortly before a kill or a power cut is forwarded again if its provider repeats it.
    /// </summary>
    Behind,
}
