using System.Text;
using System.Text.Json;

namespace Gateway.Secrets.Remote;

/// <summary>
/// Reads what a remote source says of a tenant: a JSON object with what would stand in its folder as files, the secrets by their ids, and
/// <c>tenant.json</c> as an object or a text.
/// </summary>
internal static class TenantAnswer
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static RemoteAnswer Read(string tenant, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(tenant, document.RootElement);
        }
        catch (JsonException)
        {
            return RemoteAnswer.Unreadable("is answered with what is no JSON."); // Whose text might be a secret.
        }
    }

    public static RemoteAnswer Read(string tenant, JsonElement files)
    {
        if (files.ValueKind != JsonValueKind.Object)
        {
            return RemoteAnswer.Unreadable("is answered with what is no object of secrets by their ids.");
        }

        try
        {
            return ReadFiles(tenant, files);
        }
        catch (InvalidOperationException)
        {
            return RemoteAnswer.Unreadable("is answered with a text that is no Unicode."); // Half a surrogate pair, or bytes that are not UTF-8.
        }
    }

    private static RemoteAnswer ReadFiles(string tenant, JsonElement files)
    {
        var secrets = new List<KeyValuePair<string, string>>();
        byte[]? settings = null;
        foreach (var file in files.EnumerateObject())
        {
            if (file.NameEquals(TenantFiles.SettingsFile))
            {
                settings = Encoding.UTF8.GetBytes(file.Value.ValueKind == JsonValueKind.String ? file.Value.GetString()! : file.Value.GetRawText());
            }
            else if (file.Value.ValueKind == JsonValueKind.String)
            {
                secrets.Add(new(file.Name, file.Value.GetString()!));
            }
            else
            {
                return RemoteAnswer.Unreadable("has a secret that is no text.");
            }
        }

        return TenantFiles.Read(tenant, [.. secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal)], settings, stamp: 0, out var problem) is { } record
            ? RemoteAnswer.Of(record)
            : RemoteAnswer.Unreadable(problem);
    }
}
