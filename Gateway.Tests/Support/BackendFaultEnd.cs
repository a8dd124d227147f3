namespace Gateway.Tests.Support;

/// <summary>How a connection ends.</summary>
internal enum BackendFaultEnd
{
    None,

    /// <summary>FIN.</summary>
    Close,

    /// <summary>RST.</summary>
    Reset,

    /// <summary>Not at all: nothing more is said.</summary>
    Hang,
}
