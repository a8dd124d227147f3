using System.Text;
using System.Text.Unicode;
using Gateway.Reading;

namespace Gateway.Secrets.Directories;

/// <summary>Reads one tenant of a directory: the file of its secret, or the folder of its secrets.</summary>
internal sealed class TenantFolder(string directory)
{
    /// <summary>What its folder may hold beside secrets.</summary>
    public const string SettingsFile = "tenant.json";

    /// <summary>The id of a secret that is alone.</summary>
    public const string OnlyId = "default";

    private static readonly ConfigurationTypes Types = new(
        ConfigurationType.Section<TenantFileConfig>(), ConfigurationType.Section<SecretValidityConfig>(), ConfigurationType.Value<string>());

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
        if (stamp.IsDirectory)
        {
            foreach (var file in Files(path))
            {
                hash.Add(FileStamp.Of(file));
            }
        }

        // Two hashes of 32 bits, the lowest bit left to who keeps it.
        var low = (ulong)(uint)hash.ToHashCode();
        hash.Add(low);
        return ((((ulong)(uint)hash.ToHashCode() << 32) | low) & ~1UL) | 2;
    }

    /// <summary>The tenant; null, and why, if it cannot be read as a whole: half of its secrets would refuse what the other half signs.</summary>
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
                return ReadSecret(path, OnlyId, new SecretValidityConfig(), out problem) is { } only
                    ? TenantRecord.Pack(name, [only], stamp: stamp)
                    : null;
            }

            if (ReadSettings(Path.Combine(path, SettingsFile), out problem) is not { } settings)
            {
                return null;
            }

            var secrets = new List<TenantSecret>();
            foreach (var file in Files(path).Where(file => Path.GetFileName(file) != SettingsFile).Order(StringComparer.Ordinal))
            {
                var id = Path.GetFileName(file);
                if (!TenantName.IsValid(id))
                {
                    problem = $"has a secret whose name is none: use {TenantName.Form}.";
                    return null;
                }

                if (secrets.Count == TenantRecord.MostSecrets)
                {
                    problem = $"has more than {TenantRecord.MostSecrets} secrets.";
                    return null;
                }

                if (ReadSecret(file, id, settings.Secrets?.GetValueOrDefault(id) ?? new SecretValidityConfig(), out problem) is not { } secret)
                {
                    return null;
                }

                secrets.Add(secret);
            }

            problem = secrets.Count == 0 ? "has no secret." : "";
            return secrets.Count == 0
                ? null
                : TenantRecord.Pack(name, secrets, settings.Mode ?? TenantMode.OfRoute, settings.Disabled == true, stamp);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot be read: {exception.Message}";
            return null;
        }
    }

    /// <summary>Without what Kubernetes keeps beside them, <c>..data</c> and the folders it leads to.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(path => Path.GetFileName(path)[0] != '.');

    private static TenantSecret? ReadSecret(string path, string id, SecretValidityConfig validity, out string problem)
    {
        var bytes = File.ReadAllBytes(path);
        var text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : "\0";
        text = text.EndsWith('\n') ? text[..^1] : text;
        text = text.EndsWith('\r') ? text[..^1] : text;
        problem = text.Length == 0 ? "is empty."
            : bytes.Length > TenantRecord.LongestText ? $"is longer than {TenantRecord.LongestText} bytes."
            : text.Contains('\0', StringComparison.Ordinal) ? "is not plain UTF-8 text."
            : char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "begins or ends with white space, which is hardly part of it."
            : validity.NotAfter <= validity.NotBefore ? "has a secret that would never count: 'NotAfter' is not after 'NotBefore'."
            : "";
        return problem.Length > 0
            ? null
            : new TenantSecret(id, text, validity.NotBefore ?? DateTimeOffset.MinValue, validity.NotAfter ?? DateTimeOffset.MaxValue);
    }

    private static TenantFileConfig? ReadSettings(string path, out string problem)
    {
        problem = "";
        if (!File.Exists(path))
        {
            return new TenantFileConfig();
        }

        var problems = new ProblemList();
        var config = JsonFile.Read(SettingsFile, File.ReadAllBytes(path), problems) is { } file
            ? new ConfigurationReader(Types, problems).Read<TenantFileConfig>(ConfigurationNode.From(KeyTree.Of(file, [], _ => null)))
            : null;
        problem = problems.Count > 0 ? $"has a '{SettingsFile}' that is wrong: {problems.All[0]}" : "";
        return problems.Count > 0 ? null : config;
    }
}
