namespace Gateway.Storage.Sqlite;

/// <summary>
/// The right to use the file, for as long as the process lives. Two gateways would both believe to be the only one. The
/// system gives the lock back when the process ends, however it ends.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const int WouldBlock = 11;             // EWOULDBLOCK on Linux
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020); // Windows

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private SqliteFile(FileStream @lock) => _lock = @lock;

    /// <summary>Takes the file, and makes it and its folder if only they are missing.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used, and why.</exception>
    public static SqliteFile Take(string path)
    {
        try
        {
            var written = new FileInfo(path);
            var target = written.LinkTarget is null ? path : written.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            MakeFolder(Path.GetDirectoryName(target)!, path);
            RefuseNetwork(target);
            if (Directory.Exists(target))
            {
                throw new StoreUnavailableException($"The store's file '{path}' is a folder.");
            }

            // A file beside it: closing any handle to the database itself would drop the locks that SQLite holds on it.
            var file = new SqliteFile(new FileStream(target + ".lock", Options(FileMode.OpenOrCreate)));
            file.Make(target);
            return file;
        }
        catch (IOException exception)
            when (exception.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            throw new StoreUnavailableException(
                $"The store's file '{path}' is in use by another gateway process. Each needs a file of its own "
                + "(Gateway:Storage:Path); several replicas share Redis instead.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The store's file '{path}' cannot be written: {exception.Message} Mount a writable volume on its folder, "
                + "or name another place (Gateway:Storage:Path) or store (Gateway:Storage:Provider).",
                exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>A missing parent is more likely a volume that is not mounted than a wish.</summary>
    private static void MakeFolder(string folder, string path)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (!Directory.Exists(Path.GetDirectoryName(folder)))
        {
            throw new StoreUnavailableException(
                $"The folder of the store's file '{path}' does not exist (Gateway:Storage:Path).");
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>SQLite's log needs memory shared by all who use the file, and locks that hold: neither goes over a network.</summary>
    private static void RefuseNetwork(string target)
    {
        if (new DriveInfo(Path.GetDirectoryName(target)!).DriveType == DriveType.Network)
        {
            throw new StoreUnavailableException(
                $"The store's file '{target}' is on a network file system, where a database can be damaged. Use a local "
                + "disk or a block volume, or Redis (Gateway:Storage:Provider).");
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>SQLite would let everybody read it; what it makes beside it has the file's own mode.</summary>
    private void Make(string target)
    {
        try
        {
            if (!File.Exists(target))
            {
                new FileStream(target, Options(FileMode.CreateNew)).Dispose();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
