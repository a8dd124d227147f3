namespace Gateway.Tests.Support;

/// <summary>Content that must arrive as it was: every value in no simple order, and the same in every run.</summary>
internal static class Pattern
{
    /// <param name="length">How many.</param>
    /// <param name="start">Another gives others.</param>
    public static byte[] Bytes(int length, byte start = 1)
    {
        var bytes = new byte[length];
        var state = (uint)start;
        foreach (ref var one in bytes.AsSpan())
        {
            state = (state * 1_664_525) + 1_013_904_223; // Numerical Recipes
            one = (byte)(state >> 24);
        }

        return bytes;
    }
}
