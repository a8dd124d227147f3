using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Reading;

/// <summary>
/// Reads every file a configuration names (schemas, secrets, itself) and remembers what it read, so that a change to
/// any of them can be told. The only reader of the environment.
/// </summary>
/// <param name="folder">What relative paths are relative to: the folder of the configuration file.</param>
/// <param name="environment">Looks up an environment variable.</param>
internal sealed class ConfigurationFiles(string folder, Func<string, string?> environment)
{
    private const long LargestFile = 16 * 1024 * 1024;
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Stands for a file that is no text: like some of those, it holds a NUL.</summary>
    private const string Binary = "\0";

    /// <summary>Every content is compared at least once in so many looks, whatever its file system says of it.</summary>
    private const int LooksOfSweep = 60;

    private readonly Dictionary<string, WatchedFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private string? _route;

    /// <summary>What was read last, for this route: its secret is asked for twice, and is the same both times.</summary>
    private (string Path, FileStamp? Stamp, byte[]? Bytes, byte[] Hash, string Error)? _last;
    private int _looks;

    public string FullPath(string path) => Path.GetFullPath(path, folder);

    /// <summary>The content of a file, or null and why not.</summary>
    public byte[]? Read(string path, out string error) => Read(path, out error, taker: null);

    /// <summary>What is read from here on belongs to a route; null for to none.</summary>
    public void ReadFor(string? route) => (_route, _last) = (route, null);

    /// <summary>Whether a problem is that a secret is not at hand, and not what it says of itself.</summary>
    public bool IsOfUnreadSecret(string message) => _unread.Contains(message);

    /// <summary>A secret by reference, or null and why not. The text never stands in the error.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="error">Why not.</param>
    /// <param name="taker">Takes another content of the file; null for who has to be compiled again.</param>
    public string? ResolveSecret(string? reference, out string error, SecretTaker? taker = null)
    {
        var text = ReadSecret(reference, out error, taker);
        if (text is null && reference is not null && IsReference(reference))
        {
            _unread.Add(error);
        }

        return text;
    }

    private static bool IsReference(string text) =>
        text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    private string? ReadSecret(string? reference, out string error, SecretTaker? taker)
    {
        switch (reference)
        {
            case not null when reference.StartsWith("env:", StringComparison.Ordinal):
                return Checked(environment(reference["env:".Length..]), $"the environment variable of '{reference}'", out error);
            case not null when reference.StartsWith("file:", StringComparison.Ordinal):
                var bytes = Read(reference["file:".Length..], out error, taker);
                return bytes is null ? null : Checked(TextOf(bytes), $"the file of '{reference}'", out error);
            default:
                error = "is not a reference; write \"env:NAME\" or \"file:PATH\". A secret never stands in this file.";
                return null;
        }
    }

    /// <summary>A reference resolved, anything else as it stands: for texts that may be secret but need not.</summary>
    public string? ResolveText(string text, out string error)
    {
        error = "";
        return IsReference(text) ? ResolveSecret(text, out error) : text;
    }

    /// <summary>The files of which another content lies there now than was read.</summary>
    public IReadOnlyList<string> Changed()
    {
        var changed = new List<string>();
        var (look, index) = (_looks++, 0);
        foreach (var (path, file) in _files)
        {
            if (file.HasChanged(path, Look, isSweep: (index++ + look) % LooksOfSweep == 0))
            {
                changed.Add(path);
            }
        }

        return changed;
    }

    /// <summary>
    /// Hands the changed files to who takes them in place, all of them or none; false where that is not all that there is to do.
    /// </summary>
    public bool TryTake(IReadOnlyList<string> changed)
    {
        var (seen, commits) = (new List<(WatchedFile File, FileStamp? Stamp, byte[] Hash)>(), new List<Action>());
        foreach (var path in changed)
        {
            var (file, stamp) = (_files[path], FileStamp.Of(path));
            if (ReadFile(path, out _) is not { } bytes || Checked(TextOf(bytes), path, out _) is not { } text)
            {
                return false;
            }

            foreach (var (_, taker) in file.Readers)
            {
                if (taker?.Invoke(text) is not { } commit)
                {
                    return false;
                }

                commits.Add(commit);
            }

            if (!Look(path).AsSpan().SequenceEqual(HashOf(bytes)))
            {
                return false; // Still being written.
            }

            seen.Add((file, stamp, HashOf(bytes)));
        }

        foreach (var (file, stamp, hash) in seen)
        {
            file.Saw(stamp, hash);
        }

        commits.ForEach(commit => commit());
        return true;
    }

    /// <summary>What was read so far, each path with the hash of its content.</summary>
    public IEnumerable<(string Path, byte[] Hash)> Contents => _files.Select(file => (file.Key, file.Value.Hash));

    /// <summary>The files that a route has read.</summary>
    public ILookup<string, string> ByRoute() => _files
        .SelectMany(file => file.Value.Readers.Where(reader => reader.Route is not null).Select(reader => (Route: reader.Route!, Path: file.Key)).Distinct())
        .ToLookup(pair => pair.Route, pair => pair.Path, StringComparer.Ordinal);

    /// <summary>Takes over what a route has read before, since it is not compiled again.</summary>
    public void Keep(string route, IEnumerable<string> paths, ConfigurationFiles before)
    {
        foreach (var path in paths)
        {
            var known = before._files[path];
            var readers = known.Readers.Where(reader => reader.Route == route);
            if (!_files.TryGetValue(path, out var file))
            {
                _files[path] = file = new WatchedFile();
            }

            file.Readers.AddRange(readers);
            file.SawToo(stamp: null, known.Hash);
        }
    }

    private byte[]? Read(string path, out string error, SecretTaker? taker)
    {
        if (path.Length == 0)
        {
            error = "names no file.";
            return null;
        }

        var full = FullPath(path);
        if (_route is null || _last is not { } read || read.Path != full)
        {
            var stamp = FileStamp.Of(full); // Before it is read, so that what changes meanwhile is seen.
            var bytes = ReadFile(full, out error);
            read = (full, stamp, bytes, HashOf(bytes), error);
            _last = _route is null ? null : read;
        }

        if (!_files.TryGetValue(full, out var file))
        {
            _files[full] = file = new WatchedFile();
        }

        file.SawToo(read.Stamp, read.Hash);
        file.Readers.Add((_route, taker));
        error = read.Error;
        return read.Bytes;
    }

    private static byte[] Look(string path) => HashOf(ReadFile(path, out _));

    private static byte[]? ReadFile(string path, out string error)
    {
        error = "";
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            {
                error = $"the file '{path}' is larger than {LargestFile} bytes.";
                return null;
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            error = $"the file '{path}' cannot be read: {exception.Message}";
            return null;
        }
    }

    private static byte[] HashOf(byte[]? content) => content is null ? [] : SHA256.HashData(content);

    /// <summary>Editors and <c>echo</c> end a file with a line end; no secret does.</summary>
    private static string TextOf(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return Binary;
        }

        var text = Encoding.UTF8.GetString(bytes);
        text = text.EndsWith('\n') ? text[..^1] : text;
        return text.EndsWith('\r') ? text[..^1] : text;
    }

    private static string? Checked(string? text, string where, out string error)
    {
        error = text switch
        {
            null => $"{where} is not set.",
            "" => $"{where} is empty.",
            _ when PlaceholderText.IsOne(text) => $"{where} holds a placeholder that nobody filled in.",
            _ when text[0] == ByteOrderMark => $"{where} begins with a byte order mark, which is hardly part of it.",
            _ when text.Contains('\0', StringComparison.Ordinal) =>
                $"{where} is not plain UTF-8 text; write a binary key in hex or base64, and say so in 'Signature:Key'.",
            _ when char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) =>
                $"{where} begins or ends with white space, which is hardly part of it.",
            _ => "",
        };
        return error.Length == 0 ? text : null;
    }
}
