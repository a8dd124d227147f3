namespace Gateway.Cli.Explaining;

/// <summary>Reads a file or standard input, bounded.</summary>
internal static class CaptureSource
{
    private const string StandardInput = "-";

    /// <summary>The bytes, or null and why there are none.</summary>
    public static async Task<(byte[]? Bytes, string Problem)> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            using var whole = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                await whole.WriteAsync(buffer.AsMemory(0, read), cancellation);
                if (whole.Length > CaptureFile.MaxBytes)
                {
                    return (null, $"{file} is larger than {CaptureFile.MaxBytes} bytes.");
                }
            }

            return (whole.ToArray(), "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (null, $"The request cannot be read: {exception.Message}");
        }
    }
}
