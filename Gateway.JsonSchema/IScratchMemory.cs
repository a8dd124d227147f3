namespace Gateway.JsonSchema;

/// <summary>
/// Where reading and validating takes the memory it needs beside the body, so that whoever calls can bound it. What is rented may
/// hold anything.
/// </summary>
internal interface IScratchMemory
{
    /// <summary>Rents at least this many bytes; false if there is no memory for them now.</summary>
    bool TryRent(int least, out ArraySegment<byte> block);

    /// <summary>Gives back what was rented here, once.</summary>
    void Return(in ArraySegment<byte> block);
}
