using System.Text;
using System.Text.Json;
using Gateway.JsonSchema.Patterns;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

// The keywords for any value, for numbers and for strings.
internal sealed partial class SchemaCompiler
{
    /// <summary>Values longer than this are counted in a message, not listed.</summary>
    private const int LongestList = 120;

    private void FillValues(SchemaSite site, SchemaNode node)
    {
        // OpenAPI 3.0.3: nullable adds to the type beside it, and does nothing without one.
        var isNullable = IsTrue(site, "nullable");
        if (isNullable)
        {
            _nullable.Add(site);
        }

        if (site.TryGet("type", out var type))
        {
            FillTypes(site, node, type, isNullable);
        }

        if (site.TryGet("enum", out var values))
        {
            if (values.ValueKind != JsonValueKind.Array)
            {
                problems.Add(At(site, "enum"), "enum must be a list of values.");
            }
            else
            {
                var list = string.Join(", ", values.EnumerateArray().Select(value => value.GetRawText()));
                var message = values.GetArrayLength() == 0 ? "No value is allowed: the list is empty."
                    : list.Length <= LongestList
                    ? $"Must be one of {list}."
                    : $"Must be one of the {values.GetArrayLength()} values allowed.";
                node.Values = new([.. values.EnumerateArray().Select(ToConstant)], Assert(site, "enum", message));
            }
        }

        if (site.TryGet("const", out var constant))
        {
            var text = constant.GetRawText();
            var message = text.Length <= LongestList ? $"Must be {text}." : "Must be the one value allowed.";
            node.Constant = new([ToConstant(constant)], Assert(site, "const", message));
        }
    }

    private void FillTypes(SchemaSite site, SchemaNode node, JsonElement type, bool isNullable)
    {
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type];
        var types = JsonTypes.None;
        foreach (var name in names)
        {
            var found = name.ValueKind == JsonValueKind.String ? TypeOf(name.GetString()!) : JsonTypes.None;
            if (found == JsonTypes.None || (types & found) != JsonTypes.None)
            {
                problems.Add(
                    At(site, "type"),
                    "type must be one of array, boolean, integer, null, number, object, string, or a list, each once.");
                return;
            }

            types |= found;
        }

        if (names.Length == 0)
        {
            problems.Add(At(site, "type"), "type must name at least one type.");
            return;
        }

        isNullable &= (types & JsonTypes.Null) == JsonTypes.None;
        node.Types = isNullable ? types | JsonTypes.Null : types;
        var all = string.Join(" or ", names.Select(name => name.GetString()).Concat(isNullable ? ["null"] : []));
        node.TypesAssertion = Assert(site, "type", $"Must be of type {all}.");
    }

    private static JsonTypes TypeOf(string name) => name switch
    {
        "array" => JsonTypes.Array,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "null" => JsonTypes.Null,
        "number" => JsonTypes.Number,
        "object" => JsonTypes.Object,
        "string" => JsonTypes.String,
        _ => JsonTypes.None,
    };

    private static JsonConstant ToConstant(JsonElement value) => new(Encoding.UTF8.GetBytes(value.GetRawText()));

    private void FillNumbers(SchemaSite site, SchemaNode node)
    {
        var rules = new NumberRules();
        var isBoolean = site.Resource.Dialect.Draft.HasBooleanLimits;
        AddLimit(site, rules, "minimum", isUpper: false, isBoolean && IsTrue(site, "exclusiveMinimum"));
        AddLimit(site, rules, "maximum", isUpper: true, isBoolean && IsTrue(site, "exclusiveMaximum"));
        if (!isBoolean)
        {
            AddLimit(site, rules, "exclusiveMinimum", isUpper: false, isExclusive: true);
            AddLimit(site, rules, "exclusiveMaximum", isUpper: true, isExclusive: true);
        }

        if (NumberAt(site, "multipleOf") is { } divisor)
        {
            var number = new JsonNumber(divisor);
            if (number.IsNegative || number.IsZero)
            {
                problems.Add(At(site, "multipleOf"), "multipleOf must be greater than 0.");
            }
            else
            {
                rules.MultipleOf = new(number, Assert(site, "multipleOf",
                    $"Must be a multiple of {Encoding.UTF8.GetString(divisor)}."));
            }
        }

        node.Numbers = rules.Limits.Count > 0 || rules.MultipleOf is not null ? rules : null;
    }

    private void AddLimit(SchemaSite site, NumberRules rules, string keyword, bool isUpper, bool isExclusive)
    {
        var relation = (isUpper, isExclusive) switch
        {
            (false, false) => "at least",
            (false, true) => "greater than",
            (true, false) => "at most",
            (true, true) => "less than",
        };
        if (NumberAt(site, keyword) is { } limit)
        {
            var message = $"Must be {relation} {Encoding.UTF8.GetString(limit)}.";
            rules.Limits.Add(new(limit, isUpper, isExclusive, Assert(site, keyword, message)));
        }
    }

    private void FillStrings(SchemaSite site, SchemaNode node)
    {
        var rules = new StringRules
        {
            MinLength = MinimumAt(site, "minLength", "character"),
            MaxLength = MaximumAt(site, "maxLength", "character"),
        };
        if (TextAt(site, "pattern") is { } pattern && PatternOf(pattern, At(site, "pattern")) is { } compiled)
        {
            rules.Pattern = compiled;
            rules.PatternAssertion = Assert(site, "pattern",
                pattern.Length <= LongestList ? $"Must match the pattern {pattern}" : "Must match the pattern.");
        }

        if (TextAt(site, "format") is { } format && (options.AssertFormat || site.Resource.Dialect.AssertsFormat))
        {
            rules.Format = TextFormats.Find(format, site.Resource.Dialect.Draft.HasPlainHostnames);
            rules.FormatSteps = TextFormats.StepsOf(format);
            rules.FormatAssertion = Assert(site, "format", $"Must have the format '{format}'.");
            if (rules.Format is null && !site.Resource.Dialect.Draft.DescribingFormats.Contains(format))
            {
                ReportUnknownFormat(site, format);
            }
        }

        FillContent(site, rules);
        var isUsed = rules.MinLength.IsSet || rules.MaxLength.IsSet
            || rules.Pattern is not null || rules.Format is not null || rules.Content is not null;
        node.Strings = isUsed ? rules : null;
    }

    private void FillContent(SchemaSite site, StringRules rules)
    {
        var encoding = (TextAt(site, "contentEncoding") ?? "").ToLowerInvariant(); // RFC 2045 section 6.1: in any case
        var mediaType = TextAt(site, "contentMediaType") ?? "";
        if (!options.AssertContent)
        {
            return;
        }

        if (site.TryGet("contentSchema", out _))
        {
            problems.Warn(At(site, "contentSchema"), "contentSchema cannot be checked and refuses nothing.");
        }

        if (encoding.Length > 0 && !TextContent.IsKnown(encoding))
        {
            problems.Warn(At(site, "contentEncoding"), $"The encoding '{encoding}' cannot be checked and refuses nothing.");
            return;
        }

        var isJson = TextContent.IsJson(mediaType);
        if (mediaType.Length > 0 && !isJson)
        {
            problems.Warn(At(site, "contentMediaType"), $"The media type '{mediaType}' cannot be checked and refuses nothing.");
        }

        if (encoding.Length > 0 || isJson)
        {
            rules.Content = new TextContent(encoding, isJson);
            var keyword = encoding.Length > 0 ? "contentEncoding" : "contentMediaType";
            string[] parts = [.. encoding.Length > 0 ? [encoding] : Array.Empty<string>(), .. isJson ? ["JSON"] : Array.Empty<string>()];
            rules.ContentAssertion = Assert(site, keyword, $"Must hold {string.Join(" of ", parts)}.");
        }
    }

    /// <summary>Unknown formats are ignored, but by the vocabulary that promises to assert them (2020-12 Validation section 7.2.3).</summary>
    private void ReportUnknownFormat(SchemaSite site, string format)
    {
        if (site.Resource.Dialect.AssertsFormat || options.UnknownKeywords == UnknownKeywords.Refuse)
        {
            problems.Add(At(site, "format"), $"The format '{format}' is unknown and cannot be asserted.");
        }
        else
        {
            problems.Warn(At(site, "format"), $"The format '{format}' is unknown and refuses nothing.");
        }
    }

    private TextPattern? PatternOf(string pattern, string location)
    {
        if (_patterns.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (EcmaPattern.Compile(pattern, out var problem) is not { } matcher)
        {
            problems.Add(location, $"The pattern cannot be used: {problem}");
            return null;
        }

        var compiled = new TextPattern(SimplePattern.TryCreate(pattern), matcher);
        _patterns.Add(pattern, compiled);
        return compiled;
    }

    private CountLimit MinimumAt(SchemaSite site, string keyword, string unit) =>
        CountAt(site, keyword) is { } count
            ? CountLimit.Minimum(count, Assert(site, keyword, $"Must have at least {Counted(count, unit)}."))
            : default;

    private CountLimit MaximumAt(SchemaSite site, string keyword, string unit) =>
        CountAt(site, keyword) is { } count
            ? CountLimit.Maximum(count, Assert(site, keyword, $"Must have at most {Counted(count, unit)}."))
            : default;

    private static string Counted(long count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
