using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Gateway.Reading;

/// <summary>
/// Reads every file a configuration names (schemas, secrets, itself) and remembers what it read, so that a change to
/// any of them can be told. The only reader of the environment.
/// </summary>
/// <param name="folder">What relative paths are relative to: the folder of the configuration file.</param>
/// <param name="environment">Looks up an environment variable.</param>
internal sealed partial class ConfigurationFiles(string folder, Func<string, string?> environment)
{
    private const long LargestFile = 16 * 1024 * 1024;
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Stands for a file that is no text: like some of those, it holds a NUL.</summary>
    private const string Binary = "\0";

    private readonly Dictionary<string, byte[]> _hashes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    public string FullPath(string path) => Path.GetFullPath(path, folder);

    /// <summary>The content of a file, or null and why not.</summary>
    public byte[]? Read(string path, out string error)
    {
        if (path.Length == 0)
        {
            error = "names no file.";
            return null;
        }

        var full = FullPath(path);
        var bytes = ReadFile(full, out error);
        _hashes[full] = HashOf(bytes);
        return bytes;
    }

    /// <summary>Whether a problem is that a secret is not at hand, and not what it says of itself.</summary>
    public bool IsOfUnreadSecret(string message) => _unread.Contains(message);

    /// <summary>A secret by reference, or null and why not. The text never stands in the error.</summary>
    public string? ResolveSecret(string? reference, out string error)
    {
        var text = ReadSecret(reference, out error);
        if (text is null && reference is not null && IsReference(reference))
        {
            _unread.Add(error);
        }

        return text;
    }

    private static bool IsReference(string text) =>
        text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    private string? ReadSecret(string? reference, out string error)
    {
        switch (reference)
        {
            case not null when reference.StartsWith("env:", StringComparison.Ordinal):
                return Checked(environment(reference["env:".Length..]), $"the environment variable of '{reference}'", out error);
            case not null when reference.StartsWith("file:", StringComparison.Ordinal):
                var bytes = Read(reference["file:".Length..], out error);
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

    /// <summary>What was read, as one value: two loads with the same fingerprint are the same configuration.</summary>
    public string Fingerprint() => Fingerprint(_hashes.Select(pair => (pair.Key, pair.Value)));

    /// <summary>The fingerprint that the same files would have now.</summary>
    public string CurrentFingerprint() =>
        Fingerprint(_hashes.Keys.Select(path => (path, HashOf(ReadFile(path, out _)))));

    private static string Fingerprint(IEnumerable<(string Path, byte[] Hash)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + '\n'));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

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
            _ when Placeholder().IsMatch(text) => $"{where} holds a placeholder that nobody filled in.",
            _ when text[0] == ByteOrderMark => $"{where} begins with a byte order mark, which is hardly part of it.",
            _ when text.Contains('\0', StringComparison.Ordinal) =>
                $"{where} is not plain UTF-8 text; write a binary key in hex or base64, and say so in 'Signature:Key'.",
            _ when char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) =>
                $"{where} begins or ends with white space, which is hardly part of it.",
            _ => "",
        };
        return error.Length == 0 ? text : null;
    }

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
