namespace Gateway.Benchmarks.Durability;

/// <summary>What a disk does alone: 4 KB written and fdatasync, one after the other, over blocks in use, as a log's are.</summary>
internal static class DiskPace
{
    private const int PageSize = 4096;
    private const int Pages = 4096;

    public static DurabilitySample Measure(string path, TimeSpan duration, TimeProvider clock)
    {
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
        if (RandomAccess.GetLength(file) < Pages * PageSize)
        {
            RandomAccess.Write(file, new byte[Pages * PageSize], 0);
            RandomAccess.FlushToDisk(file);
        }

        var page = new byte[PageSize];
        var latencies = new List<long>();
        var started = clock.GetTimestamp();
        for (var end = started; clock.GetElapsedTime(started, end) < duration; end = clock.GetTimestamp())
        {
            RandomAccess.Write(file, page, latencies.Count % Pages * PageSize);
            if (NativeMethods.SynchronizeData(file) != 0)
            {
                throw new IOException($"'{path}' cannot be written to the disk.");
            }

            latencies.Add(clock.GetTimestamp() - end);
        }

        return DurabilitySample.Of(latencies, latencies.Count, clock.GetElapsedTime(started), clock);
    }
}
