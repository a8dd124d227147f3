using Gateway.Reading;

namespace Gateway.Secrets;

/// <summary>Makes a tenant of what stands in its folder, or of what a remote source says would stand there.</summary>
internal static class TenantFiles
{
    /// <summary>What its folder may hold beside secrets.</summary>
    public const string SettingsFile = "tenant.json";

    private static readonly ConfigurationTypes Types = new(
        ConfigurationType.Section<TenantFileConfig>(), ConfigurationType.Section<SecretValidityConfig>(), ConfigurationType.Value<string>());

    /// <summary>The tenant; null, and why, if it is none as a whole: half of its secrets would refuse what the other half signs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">Its secrets by their ids, in their order.</param>
    /// <param name="settings">Of <see cref="SettingsFile"/>; null if there is none.</param>
    /// <param name="stamp">What its source knows it by.</param>
    /// <param name="problem">For people, without the tenant's name; never a secret.</param>
    public static TenantRecord? Read(
        string name, IReadOnlyList<KeyValuePair<string, string>> files, byte[]? settings, ulong stamp, out string problem)
    {
        if (ReadSettings(settings, out problem) is not { } config)
        {
            return null;
        }

        var secrets = new List<TenantSecret>();
        foreach (var (id, text) in files)
        {
            var validity = config.Secrets?.GetValueOrDefault(id) ?? new SecretValidityConfig();
            problem = !TenantName.IsValid(id) ? $"has a secret whose name is none: use {TenantName.Form}."
                : secrets.Count == TenantRecord.MostSecrets ? $"has more than {TenantRecord.MostSecrets} secrets."
                : validity.NotAfter <= validity.NotBefore ? "has a secret that would never count: 'NotAfter' is not after 'NotBefore'."
                : SecretText.ProblemOf(text);
            if (problem.Length > 0)
            {
                return null;
            }

            secrets.Add(new TenantSecret(id, text, validity.NotBefore ?? DateTimeOffset.MinValue, validity.NotAfter ?? DateTimeOffset.MaxValue));
        }

        problem = secrets.Count == 0 ? "has no secret." : "";
        return secrets.Count == 0
            ? null
            : TenantRecord.Pack(name, secrets, config.Mode ?? TenantMode.OfRoute, config.Disabled == true, stamp);
    }

    private static TenantFileConfig? ReadSettings(byte[]? content, out string problem)
    {
        problem = "";
        if (content is null)
        {
            return new TenantFileConfig();
        }

        var problems = new ProblemList();
        if (JsonFile.Read(SettingsFile, content, problems) is not { } file)
        {
            // What it says of that quotes what stands there, which may be a secret at the wrong place. Of an object no value is quoted.
            problem = $"has a '{SettingsFile}' that is no JSON object.";
            return null;
        }

        var reader = new ConfigurationReader(Types, problems) { HidesValues = true };
        var config = reader.Read<TenantFileConfig>(ConfigurationNode.From(KeyTree.Of(file, [], _ => null)));
        problem = problems.Count > 0 ? $"has a '{SettingsFile}' that is wrong: {problems.All[0]}" : "";
        return problems.Count > 0 ? null : config;
    }
}
