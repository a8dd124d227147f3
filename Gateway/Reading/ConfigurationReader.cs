using System.Collections;
using System.Globalization;

namespace Gateway.Reading;

/// <summary>
/// Fills the as-written configuration types (records whose properties are null when the file does not say) and reports
/// everything that does not fit: unknown keys with the nearest known one, values of the wrong form with the right one.
/// </summary>
/// <remarks>
/// ASP.NET Core's own binder ignores unknown keys or throws at the first; here a misspelt key must never switch a check
/// off, and all problems are shown at once.
/// </remarks>
/// <param name="types">What it may fill.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class ConfigurationReader(ConfigurationTypes types, ProblemList problems)
{
    private static readonly string[] InstantForms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public T Read<T>(ConfigurationNode node)
        where T : class => (T)ReadObject(node, types[typeof(T)]);

    private object ReadObject(ConfigurationNode node, ConfigurationType type)
    {
        var result = type.Create();
        if (node.Children.Count == 0 && node.Value is not null)
        {
            if (type.Scalar is { } scalar)
            {
                scalar.SetValue(result, node.Value);
            }
            else
            {
                // Not repeated: it may be a secret at the wrong place.
                problems.AddMalformed(node, $"found a text or an empty list where an object with keys is expected: {KeyList(type)}.");
            }

            return result;
        }

        foreach (var (key, child) in node.Children)
        {
            if (type.Property(key) is not { } property)
            {
                problems.Add(child, $"unknown key.{NearestName.Suggest(key, type.Keys)} Known here: {KeyList(type)}.");
            }
            else if (!child.IsNull && ReadValue(child, property.PropertyType) is { } value)
            {
                property.SetValue(result, value);
            }
        }

        return result;
    }

    private object? ReadValue(ConfigurationNode node, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsList(type))
        {
            return ReadList(node, type.GetGenericArguments()[0]);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return ReadDictionary(node, type.GetGenericArguments()[1]);
        }

        return IsScalar(type) ? ReadScalar(node, type) : ReadObject(node, types[type]);
    }

    private object ReadList(ConfigurationNode node, Type itemType)
    {
        var list = types[itemType].CreateList();
        if (node.Children.Count == 0 && string.IsNullOrEmpty(node.Value))
        {
            return list; // [] as configuration keeps it
        }

        foreach (var item in node.Items())
        {
            if (item.IsNull)
            {
                problems.AddMalformed(item, "is null, which is no item; leave it out.");
            }

            if (ReadValue(item, itemType) is { } value)
            {
                list.Add(value);
            }
        }

        return list;
    }

    private object ReadDictionary(ConfigurationNode node, Type valueType)
    {
        var dictionary = types[valueType].CreateDictionary();
        if (node.Children.Count == 0 && node.Value is not null)
        {
            problems.AddMalformed(node, "found a text or an empty list where an object with keys of your own is expected.");
        }

        AddEntries(dictionary, node, prefix: "", valueType);
        return dictionary;
    }

    /// <summary>A colon in a key parts it for <see cref="IConfiguration"/>; where values are plain or lists, it is put together again.</summary>
    private void AddEntries(IDictionary entries, ConfigurationNode node, string prefix, Type valueType)
    {
        foreach (var (key, child) in node.Children)
        {
            if (child.Children.Count > 0 && (IsScalar(valueType) || (IsList(valueType) && !child.IsList)))
            {
                AddEntries(entries, child, $"{prefix}{key}:", valueType);
            }
            else if (!child.IsNull && ReadValue(child, valueType) is { } value)
            {
                entries[prefix + key] = value;
            }
        }
    }

    /// <summary>One text, number, truth value, duration, instant or name; null if there is none or it was reported.</summary>
    public object? ReadScalar(ConfigurationNode node, Type type)
    {
        if (node.Children.Count > 0)
        {
            problems.AddMalformed(node, $"found an object or a list where {Form(type)} is expected.");
            return null;
        }

        if (node.Value is not { } text)
        {
            return null; // null in JSON: not said
        }

        var value = Parse(text, type);
        if (value is null)
        {
            var suggestion = type.IsEnum ? NearestName.Suggest(text, Enum.GetNames(type)) : "";

            // An instant stands beside a secret only, and may be one at the wrong place.
            var found = type == typeof(DateTimeOffset) ? "cannot be read" : $"found '{text}'";
            problems.AddMalformed(node, $"{found}; expected {Form(type)}.{suggestion}");
        }

        return value;
    }

    private static object? Parse(string text, Type type)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;
        }

        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : null;
        }

        if (type == typeof(DateTimeOffset))
        {
            // The exact form only: read freely, 02/01/2026 is the 1st of February and 10:00 is today.
            return DateTimeOffset.TryParseExact(
                text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
        }

        if (type == typeof(TimeSpan))
        {
            // The exact form only: TimeSpan.Parse reads "24:00:00" as 24 days, and both read "300" as 300 days.
            return text.Contains(':', StringComparison.Ordinal)
                && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration) ? duration : null;
        }

        // Numbers would pass Enum.TryParse; only names are configuration.
        return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse(type, text, ignoreCase: true)
            : null;
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static bool IsScalar(Type type) =>
        type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(TimeSpan) || type == typeof(DateTimeOffset);

    private static string Form(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a duration such as \"00:05:00\" (hours:minutes:seconds) or \"7.00:00:00\" (7 days)",
        _ when type == typeof(DateTimeOffset) => "an instant such as \"2026-12-01T00:00:00Z\"",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a whole number",
    };

    private static string KeyList(ConfigurationType type) => string.Join(", ", type.Keys);
}
