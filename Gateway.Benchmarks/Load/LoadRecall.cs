using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>Sees that a gateway remembers what its store was filled with: else a measurement would be of an empty one.</summary>
internal static class LoadRecall
{
    private static readonly LoadAnswer Duplicate = new(200, """{"status":"already_processed"}"""u8.ToArray());

    /// <exception cref="InvalidOperationException">It takes one of them for new.</exception>
    public static async Task ThrowIfForgottenAsync(LoadTarget target, int count, string secret, TimeProvider clock, CancellationToken cancellation)
    {
        var numbers = new Queue<long>(RememberedIds.Samples(count));
        using var connection = new LoadConnection(
            target.Port, new LoadRequest(Encoding.UTF8.GetBytes(secret), target.Port), Duplicate, clock);
        await connection.RunAsync(() => numbers.TryDequeue(out var number) ? number : null, cancellation);
        if (connection.FirstError is { } error)
        {
            throw new InvalidOperationException($"{target.Name}: a remembered event was answered\n{error}");
        }
    }
}
