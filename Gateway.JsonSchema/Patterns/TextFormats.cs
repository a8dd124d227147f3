using Gateway.JsonSchema.Patterns.Idn;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Patterns;

/// <summary>The formats that can be asserted (Validation section 7.3), by name.</summary>
internal static class TextFormats
{
    private static readonly Dictionary<string, TextFormat> Known = new(StringComparer.Ordinal)
    {
        ["date-time"] = TimeFormats.IsDateTime,
        ["date"] = TimeFormats.IsDate,
        ["time"] = TimeFormats.IsTime,
        ["duration"] = TimeFormats.IsDuration,
        ["email"] = HostFormats.IsEmail,
        ["idn-email"] = HostFormats.IsInternationalEmail,
        ["hostname"] = HostFormats.IsHostname,
        ["idn-hostname"] = IdnFormats.IsHostname,
        ["ipv4"] = HostFormats.IsIPv4,
        ["ipv6"] = HostFormats.IsIPv6,
        ["uri"] = text => UriFormats.IsUri(text, isInternational: false),
        ["uri-reference"] = text => UriFormats.IsReference(text, isInternational: false),
        ["iri"] = text => UriFormats.IsUri(text, isInternational: true),
        ["iri-reference"] = text => UriFormats.IsReference(text, isInternational: true),
        ["uri-template"] = UriFormats.IsTemplate,
        ["uuid"] = TokenFormats.IsUuid,
        ["json-pointer"] = JsonPointerSet.IsPointer,
        ["relative-json-pointer"] = TokenFormats.IsRelativePointer,
        ["regex"] = TokenFormats.IsRegex,
    };

    /// <summary>What a check costs for every eight bytes: to follow a grammar or look letters up is more than to look at them.</summary>
    public static int StepsOf(string name) => name is "regex" or "uri-template" or "idn-hostname" or "idn-email" ? 4 : 1;

    /// <summary>The check for a format, or null when it is unknown.</summary>
    /// <param name="name">The format.</param>
    /// <param name="isPlain">Host names are as before draft 7.</param>
    public static TextFormat? Find(string name, bool isPlain) =>
        isPlain && name is "hostname" ? HostFormats.IsPlainHostname : Known.GetValueOrDefault(name);
}
