using System.Runtime.InteropServices;

namespace Gateway.JsonSchema;

/// <summary>An array or object whose end the scanner has not met yet.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OpenContainer
{
    /// <summary>Where its token stands, or -1 outside of everything.</summary>
    public int Token;

    /// <summary>Where its names begin on the <see cref="NameStack"/>.</summary>
    public int Bottom;

    /// <summary>How many members or elements are complete.</summary>
    public int Count;

    /// <summary>The byte that ends it.</summary>
    public byte Closer;
}
