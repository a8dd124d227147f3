namespace Gateway.Tests.Support;

/// <summary>What a backend does to a request instead of answering it.</summary>
/// <param name="Answer">The bytes that it says, one a character.</param>
/// <param name="End">And then.</param>
internal sealed record BackendFault(string Answer, BackendFaultEnd End)
{
    /// <summary>Answers without reading the body.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Says one byte after the other.</summary>
    public bool IsTrickling { get; init; }
}
