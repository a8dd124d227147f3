using System.Buffers;
using System.Globalization;
using Gateway.Reading;

namespace Gateway.Attestation;

/// <summary>Compiles <c>Attestation</c>.</summary>
internal static class AttestationCompiler
{
    private const string KeyList = nameof(AttestationConfig.Key);
    private const int MostKeys = 4;
    private const int MostId = 128;

    /// <summary>What stands in a string of RFC 9651 and in JSON as it is.</summary>
    private static readonly SearchValues<char> IdChars =
        SearchValues.Create("!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The policy; null if nothing is to be attested, or a problem was reported.</summary>
    public static AttestationPolicy? Compile(SectionContext section, AttestationConfig? config)
    {
        if (config is null)
        {
            return null;
        }

        if (config.As is not { } form)
        {
            section.Report(
                $"is missing; say what backends verify: {nameof(AttestationForm.StandardWebhooks)} or {nameof(AttestationForm.HttpMessageSignature)}.",
                nameof(AttestationConfig.As));
            return null;
        }

        if (form == AttestationForm.None)
        {
            ReportIdle(section, KeyList, config.Key is not null);
            ReportIdle(section, nameof(AttestationConfig.PublishKeys), config.PublishKeys is not null);
            return null;
        }

        var keys = CompileKeys(section, config.Key ?? []);
        var publication = config.PublishKeys ?? KeyPublication.Admin;
        if (publication == KeyPublication.Everywhere && keys.Count > 0 && keys.TrueForAll(key => key.PublicKey.IsEmpty))
        {
            section.Warn("has nothing to serve: none of the keys is one of Ed25519.", nameof(AttestationConfig.PublishKeys));
        }

        return keys.Count == 0 ? null : new AttestationPolicy(form, keys, publication);
    }

    private static void ReportIdle(SectionContext section, string key, bool isWritten)
    {
        if (isWritten)
        {
            section.Report("has no effect with \"As\": \"None\"; remove one of the two.", key);
        }
    }

    private static List<IAttestationKey> CompileKeys(SectionContext section, IReadOnlyList<AttestationKeyConfig> written)
    {
        if (written.Count is 0 or > MostKeys)
        {
            section.Report(
                written.Count == 0 ? "is missing; name what signs, e.g. \"env:ATTESTATION_KEY\"." : $"has {written.Count} keys; use {MostKeys} at most.",
                KeyList);
        }

        var keys = new List<IAttestationKey>();
        foreach (var (index, one) in written.Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (section.Files.ResolveSecret(one.Value, out var error) is not { } text
                || AttestationKeyText.Read(text, one.Id, one.Value!, out error) is not { } key)
            {
                section.Report(error, KeyList, at);
            }
            else if (key.Id.Length is 0 or > MostId || key.Id.AsSpan().ContainsAnyExcept(IdChars))
            {
                section.Report(
                    $"is no name of a key: use up to {MostId} visible characters of ASCII, without quotes and backslashes.", KeyList, at, nameof(one.Id));
            }
            else if (keys.Exists(other => other.Id == key.Id))
            {
                section.Report($"the id '{key.Id}' stands twice; a receiver could not tell the keys apart.", KeyList, at);
            }
            else
            {
                keys.Add(key);
            }
        }

        return keys;
    }
}
