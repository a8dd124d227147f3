using System.Globalization;

namespace Gateway.Intake;

/// <summary>
/// How many connections fit under the files and sockets that the process may have open (<c>ulimit -n</c>; the runtime raises its own
/// bound to the hard one). Without any left Kestrel accepts in vain and without a pause, and an assembly that is needed
/// for the first time cannot be loaded, then or ever.
/// </summary>
internal static class DescriptorLimit
{
    /// <summary>Assemblies (two hundred and some), listeners, the store, the log, fetches and the admin listener.</summary>
    private const int Reserved = 340;

    /// <summary>A process that may have next to nothing still serves somebody.</summary>
    private const int Least = 16;

    /// <summary>Of senders; and as many to the servers of a backend, since each may need one there.</summary>
    public static int Connections { get; } = ConnectionsOf(Read());

    /// <param name="descriptors">How many the process may have; null for no bound that is known.</param>
    public static int ConnectionsOf(long? descriptors) => descriptors is { } most
        ? (int)Math.Clamp((most - Reserved) / 2, Least, int.MaxValue)
        : int.MaxValue;

    /// <summary>The soft limit of a text such as <c>/proc/self/limits</c>; null for none.</summary>
    public static long? SoftLimit(IEnumerable<string> lines)
    {
        const string name = "Max open files";
        foreach (var line in lines)
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                var soft = line[name.Length..].TrimStart().Split(' ')[0];
                return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
            }
        }

        return null;
    }

    private static long? Read()
    {
        const string limits = "/proc/self/limits"; // Linux; elsewhere the bound is not known.
        try
        {
            return File.Exists(limits) ? SoftLimit(File.ReadLines(limits)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
