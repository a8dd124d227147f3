namespace Gateway.Benchmarks.Load;

/// <summary>What is sent; all but the first is refused by whoever verifies.</summary>
internal enum LoadTraffic
{
    Genuine,

    /// <summary>One digit of the signature is another.</summary>
    Forged,

    /// <summary>Genuine, from an address that is in no list: 127.128.0.1.</summary>
    ForeignAddress,

    /// <summary>Genuine, to a path that no route has.</summary>
    UnknownPath,
}
