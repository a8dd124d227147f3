using System.Runtime.InteropServices;

namespace Gateway.JsonSchema;

/// <summary>An array or object whose end the scanner has not met yet.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OpenContainer
{
    /// <summary>One bit for every 64th of the names so far: a name whose bit is not set is new for sure.</summary>
    public ulong Names;

    /// <summary>Where its token stands.</summary>
    public int Token;

    /// <summary>How many members or elements are complete.</summary>
    public int Count;

    /// <summary>The byte that ends it.</summary>
    public byte Closer;
}
