using System.Buffers;
using System.Security.Cryptography;

namespace Gateway.Reading;

/// <summary>Reads what another server answers with, as far as it may go, and takes no more memory than has come: it may announce anything, or nothing.</summary>
internal static class BoundedContent
{
    private const int FirstPiece = 4 * 1024;

    /// <summary>The content; null if there is more of it.</summary>
    /// <param name="content">As it comes.</param>
    /// <param name="most">In bytes.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="IOException">It broke off.</exception>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var (piece, length) = (ArrayPool<byte>.Shared.Rent(FirstPiece), 0);
        try
        {
            while (length <= most)
            {
                if (length == piece.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    piece.CopyTo(larger, 0);
                    GiveBack(piece, length);
                    piece = larger;
                }

                var read = await stream.ReadAsync(piece.AsMemory(length), cancellation);
                if (read == 0)
                {
                    return piece[..length];
                }

                length += read;
            }

            return null;
        }
        finally
        {
            GiveBack(piece, length);
        }
    }

    /// <summary>It may have been a secret.</summary>
    private static void GiveBack(byte[] piece, int length)
    {
        CryptographicOperations.ZeroMemory(piece.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(piece);
    }
}
