namespace Gateway.Intake;

/// <summary>Why a compressed body is not read.</summary>
internal enum DecodingDefect
{
    /// <summary>It is read, or nobody has asked for it.</summary>
    None,

    /// <summary>Not the coding that its header names: cut off, with something behind its end, or with another checksum.</summary>
    Malformed,

    /// <summary>It becomes longer than its route allows, or than so short a body may become.</summary>
    TooLarge,

    /// <summary>There is no memory for it.</summary>
    NoMemory,
}
