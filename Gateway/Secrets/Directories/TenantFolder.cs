using System.Text;
using System.Text.Unicode;
using Gateway.Reading;

namespace Gateway.Secrets.Directories;

/// <summary>Reads one tenant of a directory: the file of its secret, or the folder of its secrets.</summary>
internal sealed class TenantFolder(string directory)
{
    /// <summary>In bytes: sixteen secrets with the longest names and their times are far shorter.</summary>
    private const int LongestSettings = 64 * 1024;

    /// <summary>With its settings a tenant has seventeen.</summary>
    private const int MostFiles = 64;

    /// <summary>A secret that is too long is read as far as is needed to see that, with its line end.</summary>
    private const int LongestRead = TenantRecord.LongestText + 3;

    /// <summary>What the system says of all that a tenant is read from; 0 if there is nothing, or it does not say.</summary>
    public ulong StampOf(string name)
    {
        var path = Path.Combine(directory, name);
        if (FileStamp.Of(path) is not { } stamp)
        {
            return 0;
        }

        var hash = new HashCode();
        hash.Add(stamp);
        try
        {
            foreach (var file in stamp.IsDirectory ? Files(path) : [])
            {
                hash.Add(FileStamp.Of(file));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0; // It may not be listed, or has just gone: that is this tenant's alone, and said where it is read.
        }

        // Two hashes of 32 bits, the lowest bit left to who keeps it.
        var low = (ulong)(uint)hash.ToHashCode();
        hash.Add(low);
        return ((((ulong)(uint)hash.ToHashCode() << 32) | low) & ~1UL) | 2;
    }

    /// <summary>Whether nothing stands there. Where that cannot be told, it does: a directory that may not be searched has lost no tenant.</summary>
    public bool IsGone(string name)
    {
        try
        {
            File.GetAttributes(Path.Combine(directory, name));
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is FileNotFoundException or DirectoryNotFoundException;
        }
    }

    /// <summary>The tenant; null, and why, if it cannot be read as a whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stamp">Taken before.</param>
    /// <param name="problem">For people, without the tenant's name; never a secret.</param>
    public TenantRecord? Read(string name, ulong stamp, out string problem)
    {
        var path = Path.Combine(directory, name);
        try
        {
            if (!(FileStamp.Of(path)?.IsDirectory ?? Directory.Exists(path)))
            {
                if (name == TenantFiles.SettingsFile)
                {
                    problem = "stands in no tenant's folder, and is no secret either: anybody could guess what it says.";
                    return null;
                }

                return TenantFiles.Read(name, [new(TenantRecord.OnlyId, TextOf(path))], settings: null, stamp, out problem);
            }

            // What is listed is read, or the tenant is not: a file that cannot be opened may be what switches it off.
            var all = Files(path).ToList();
            var settings = Path.Combine(path, TenantFiles.SettingsFile);
            var said = all.Contains(settings) ? ReadAtMost(settings, LongestSettings + 1) : null;
            if (said?.Length > LongestSettings)
            {
                problem = $"has a '{TenantFiles.SettingsFile}' of more than {LongestSettings} bytes.";
                return null;
            }

            var files = all
                .Where(file => file != settings)
                .Order(StringComparer.Ordinal)
                .Take(TenantRecord.MostSecrets + 1)
                .Select(file => new KeyValuePair<string, string>(Path.GetFileName(file), TextOf(file)));
            return TenantFiles.Read(name, [.. files], said, stamp, out problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot be read: {exception.Message}";
            return null;
        }
    }

    /// <summary>
    /// Without what Kubernetes keeps beside them, <c>..data</c> and the folders it leads to. Of more than a tenant may have some: it is none,
    /// whichever they are, and is looked at twice a second.
    /// </summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(path => Path.GetFileName(path)[0] != '.').Take(MostFiles);

    /// <summary>Without its last line end. What is no text has a character that none may have.</summary>
    private static string TextOf(string path)
    {
        var bytes = ReadAtMost(path, LongestRead);
        if (bytes.Length == LongestRead)
        {
            return new string('-', LongestRead); // Too long, wherever it was cut.
        }

        var text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : "\0";
        text = text.EndsWith('\n') ? text[..^1] : text;
        return text.EndsWith('\r') ? text[..^1] : text;
    }

    /// <exception cref="IOException">It is no file, or cannot be read.</exception>
    private static byte[] ReadAtMost(string path, int bytes)
    {
        if (FileStamp.Of(path) is { IsFile: false })
        {
            throw new IOException("it is no file.");
        }

        using var file = File.OpenHandle(path);
        Span<byte> content = stackalloc byte[bytes];
        var length = 0;
        while (length < bytes && RandomAccess.Read(file, content[length..], length) is > 0 and var read)
        {
            length += read;
        }

        return content[..length].ToArray();
    }
}
