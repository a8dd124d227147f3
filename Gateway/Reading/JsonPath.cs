using System.Globalization;

namespace Gateway.Reading;

/// <summary>How a place in the configuration is written, e.g. <c>$.ReverseProxy.Routes.stripe</c>.</summary>
internal static class JsonPath
{
    public const string Root = "$";

    /// <summary>The path of a member or an item of what stands at <paramref name="path"/>.</summary>
    public static string Below(string path, string key)
    {
        if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return $"{path}[{key}]";
        }

        return key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$') ? $"{path}.{key}" : $"{path}['{key}']";
    }
}
