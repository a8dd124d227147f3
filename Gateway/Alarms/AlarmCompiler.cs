using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Attestation;
using Gateway.Reading;
using Gateway.Verification.Fetching;

namespace Gateway.Alarms;

/// <summary>Compiles <c>Gateway:Alarms</c>.</summary>
internal static class AlarmCompiler
{
    private const int MostReceivers = 8;
    private const string KeyPrefix = SharedAttestationKey.Prefix;

    public static IReadOnlyList<AlarmReceiver> Compile(SectionContext section, IReadOnlyList<AlarmConfig>? config)
    {
        var receivers = new List<AlarmReceiver>();
        if (config?.Count > MostReceivers)
        {
            section.Report($"has {config.Count} receivers; use {MostReceivers} at most.");
        }

        foreach (var (index, one) in (config ?? []).Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            var (url, key) = (Url(section, one, at), Key(section, one, at));
            var kinds = Kinds(section, one, at);
            if (url is null || key is null)
            {
                continue;
            }

            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)))[..16];
            if (receivers.Exists(other => other.Id == id))
            {
                section.Report("is the URL of another one, too: it would get each alarm twice.", at, "Url");
            }
            else
            {
                receivers.Add(new AlarmReceiver(id, url, key, kinds));
            }
        }

        return receivers;
    }

    private static Uri? Url(SectionContext section, AlarmConfig config, string at)
    {
        if (config.Url is null)
        {
            section.Report("is missing: where alarms are sent.", at, "Url");
            return null;
        }

        if (section.Files.ResolveText(config.Url, out var error) is not { } text)
        {
            section.Report(error, at, "Url");
            return null;
        }

        var url = ProviderUrl.Parse(text, out var wrong);
        if (url is null)
        {
            section.Report(wrong!, at, "Url");
        }

        return url;
    }

    private static SharedAttestationKey? Key(SectionContext section, AlarmConfig config, string at)
    {
        if (section.Files.ResolveSecret(config.Secret, out var error) is not { } text)
        {
            section.Report(error, at, "Secret");
            return null;
        }

        if (SharedAttestationKey.Decode(text.StartsWith(KeyPrefix, StringComparison.Ordinal) ? text.AsSpan(KeyPrefix.Length) : text) is { } key)
        {
            return new SharedAttestationKey(config.Secret!, key);
        }

        section.Report(
            $"is not '{KeyPrefix}' and {SharedAttestationKey.LeastBytes} to {SharedAttestationKey.MostBytes} bytes in base64; make one with: echo {KeyPrefix}$(openssl rand -base64 32)", at, "Secret");
        return null;
    }

    private static FrozenSet<AlarmKind> Kinds(SectionContext section, AlarmConfig config, string at)
    {
        var kinds = new List<AlarmKind>();
        foreach (var (index, name) in (config.On ?? []).Index())
        {
            if (AlarmKindName.Parse(name) is { } kind)
            {
                kinds.Add(kind);
            }
            else
            {
                section.Report(
                    $"'{name}' is no kind of alarm.{NearestName.Suggest(name, AlarmKindName.All)} Known: {string.Join(", ", AlarmKindName.All)}.",
                    at, "On", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (config.On is { Count: 0 })
        {
            section.Report("is empty, so that nothing would be told; name kinds, or leave it out for all.", at, "On");
        }

        return (config.On is null ? Enum.GetValues<AlarmKind>() : [.. kinds]).ToFrozenSet();
    }
}
