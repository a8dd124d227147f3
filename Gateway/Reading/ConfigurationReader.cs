using System.Collections;
using System.Reflection;
using System.Text.Json;

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
    /// <summary>Whether a number and a truth value may stand in quotes: who reads the section itself, reads texts alone.</summary>
    public bool TakesQuoted { get; init; }

    /// <summary>Whether no message quotes a value: what stands beside secrets may be one at the wrong place.</summary>
    public bool HidesValues { get; init; }

    public T Read<T>(ConfigurationNode node)
        where T : class => (T)ReadObject(node, types[typeof(T)]);

    private object ReadObject(ConfigurationNode node, ConfigurationType type)
    {
        var result = type.Create();
        if (node.Kind == JsonValueKind.Array || IsTextOverKeys(node))
        {
            problems.AddMalformed(node, $"found {(node.Kind == JsonValueKind.Array ? "a list" : "a text")} where an object with keys is expected: {KeyList(type)}.");
            return result;
        }

        if (node.Children.Count == 0 && node.Value is not null)
        {
            if (type.Scalar is { } scalar)
            {
                SetScalar(node, scalar, result);
            }
            else
            {
                // Not repeated: it may be a secret at the wrong place.
                problems.AddMalformed(node, $"found {Found(node)} where an object with keys is expected: {KeyList(type)}.");
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

    private void SetScalar(ConfigurationNode node, PropertyInfo scalar, object result)
    {
        if (scalar.PropertyType == typeof(string))
        {
            scalar.SetValue(result, node.Value); // A number may be a text that its owner knows.
        }
        else if (ReadValue(node, scalar.PropertyType) is { } value)
        {
            scalar.SetValue(result, value);
        }
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

        return ScalarText.Is(type) ? ReadScalar(node, type) : ReadObject(node, types[type]);
    }

    private object ReadList(ConfigurationNode node, Type itemType)
    {
        var list = types[itemType].CreateList();
        if (node.Children.Count == 0 && string.IsNullOrEmpty(node.Value) && node.Kind != JsonValueKind.String)
        {
            return list; // [] as configuration keeps it, or an empty variable, which is the one way to say it there
        }

        if (IsTextOverKeys(node))
        {
            problems.AddMalformed(node, "found a text where a list stands in the file: a variable ends with __0, __1 and so on.");
            return list;
        }

        foreach (var item in node.Items())
        {
            if (item.IsNull)
            {
                problems.AddMalformed(item, "is null, which is no item; leave it out.");
            }
            else if (itemType == typeof(string) && item is { Children.Count: 0, Value: { } text } && string.IsNullOrWhiteSpace(text))
            {
                problems.AddMalformed(item, "is an empty text, which is no item; leave it out, and write [] for an empty list.");
                continue;
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
        if (node.Kind == JsonValueKind.Array || (node.Value is not null && (node.Children.Count == 0 || node.Origin is not null)))
        {
            problems.AddMalformed(node, $"found {Found(node)} where an object with keys of your own is expected.");
            return dictionary;
        }

        AddEntries(dictionary, node, prefix: "", valueType);
        return dictionary;
    }

    /// <summary>A colon in a key parts it for <see cref="IConfiguration"/>; where values are plain or lists, it is put together again.</summary>
    private void AddEntries(IDictionary entries, ConfigurationNode node, string prefix, Type valueType)
    {
        foreach (var (key, child) in node.Children)
        {
            if (child.Children.Count > 0 && (ScalarText.Is(valueType) || (IsList(valueType) && !child.IsList)))
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
        if (node.Children.Count > 0 || node.Kind is JsonValueKind.Array or JsonValueKind.Object)
        {
            problems.AddMalformed(node, $"found an object or a list where {ScalarText.FormOf(type)} is expected.");
            return null;
        }

        if (node.Value is not { } text)
        {
            return null; // null in JSON: not said
        }

        var value = ScalarText.Parse(text, type);
        if (value is null)
        {
            // An instant stands beside a secret only, and may be one at the wrong place.
            var found = HidesValues || type == typeof(DateTimeOffset) ? "cannot be read" : $"found '{text}'";
            problems.AddMalformed(node, $"{found}; expected {ScalarText.FormOf(type)}.{ScalarText.Suggest(text, type)}");
        }
        else if (!TakesQuoted && ScalarText.WrongKind(node.Kind, type) is { } wrong)
        {
            problems.AddMalformed(node, wrong);
            return null;
        }

        return value;
    }

    /// <summary>Whether a variable says a text where the file has an object or a list: it would be without effect.</summary>
    private static bool IsTextOverKeys(ConfigurationNode node) =>
        node is { Origin: not null, Children.Count: > 0, Value: not null };

    private static string Found(ConfigurationNode node) => node.Kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "a text",
    };

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static string KeyList(ConfigurationType type) => string.Join(", ", type.Keys);
}
