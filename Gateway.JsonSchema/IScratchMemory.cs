namespace Gateway.JsonSchema;

/// <summary>
/// Where reading and validating takes the memory it needs beside the body, so that whoever calls can bound it. What is rented may
/// hold anything.
/// </summary>
internal interface IScratchMemory
{
    /// <summary>An array of at least this many bytes; null if there is no memory for it now.</summary>
    byte[]? TryRent(int least);

    /// <summary>Gives back an array that was rented here, once.</summary>
    void Return(byte[] array);
}
