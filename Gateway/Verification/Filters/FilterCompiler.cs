using System.Globalization;
using Gateway.Verification.Values;

namespace Gateway.Verification.Filters;

/// <summary>Compiles <c>Where</c>, of a route or of a destination.</summary>
/// <param name="context">The route's section; problems go there.</param>
/// <param name="hasType">Whether <c>Events.Type</c> says where the type stands.</param>
internal sealed class FilterCompiler(StageContext context, bool hasType)
{
    private const int MostDepth = 8;
    private const int MostConditions = 64;
    private const int MostTexts = 256;
    private const int MostChars = 1024;

    private int _conditions;

    /// <summary>The filter; null if a problem was reported, or nothing is to be filtered.</summary>
    /// <param name="config">As written.</param>
    /// <param name="at">Where it stands.</param>
    public IFilter? Compile(FilterConfig? config, params string[] at) => config is null ? null : Compile(config, depth: 1, at);

    private IFilter? Compile(FilterConfig config, int depth, string[] at)
    {
        if (++_conditions == MostConditions + 1)
        {
            context.Report($"has more than {MostConditions} conditions, this one included; use fewer.", at);
        }

        if (depth > MostDepth)
        {
            context.Report($"is nested deeper than {MostDepth}; join conditions by fewer of All, Any and Not.", at);
            return null;
        }

        List<string> parts = [];
        AddIf(parts, nameof(config.All), config.All is not null);
        AddIf(parts, nameof(config.Any), config.Any is not null);
        AddIf(parts, nameof(config.Not), config.Not is not null);
        var tests = Tests(config);
        AddIf(parts, nameof(config.Value), config.Value is not null || tests.Count > 0);
        if (parts.Count != 1)
        {
            context.Report(
                parts.Count == 0
                    ? "says nothing: name a 'Value' and its test, or conditions in 'All', 'Any' or 'Not'."
                    : $"has {string.Join(" and ", parts)} side by side; join them by 'All' or 'Any'.",
                at);
            return null;
        }

        return config.Not is { } not ? Compile(not, depth + 1, [.. at, nameof(config.Not)]) is { } inner ? new NotFilter(inner) : null
            : config.All is { } all ? CompileEach(all, depth, [.. at, nameof(config.All)]) is { } each ? new AllFilter(each) : null
            : config.Any is { } any ? CompileEach(any, depth, [.. at, nameof(config.Any)]) is { } some ? new AnyFilter(some) : null
            : CompileValue(config, tests, at);
    }

    private static void AddIf(List<string> names, string name, bool isThere)
    {
        if (isThere)
        {
            names.Add($"'{name}'");
        }
    }

    private IFilter[]? CompileEach(IReadOnlyList<FilterConfig> written, int depth, string[] at)
    {
        if (written.Count == 0)
        {
            context.Report("is empty; name conditions, or leave it out.", at);
            return null;
        }

        var filters = new List<IFilter>();
        foreach (var (index, one) in written.Index())
        {
            if (_conditions <= MostConditions && Compile(one, depth + 1, [.. at, index.ToString(CultureInfo.InvariantCulture)]) is { } filter)
            {
                filters.Add(filter);
            }
        }

        return filters.Count == written.Count ? [.. filters] : null;
    }

    private ValueFilter? CompileValue(FilterConfig config, List<IValueTest> tests, string[] at)
    {
        if (config.Value is null)
        {
            context.Report("is missing: say which value is tested, e.g. \"body:/type\".", [.. at, nameof(config.Value)]);
        }

        if (tests.Count == 0 && config.Exists is null)
        {
            context.Report("has no test beside it: Equals, In, Prefix, Exists, Above, AtLeast, Below or AtMost.", [.. at, nameof(config.Value)]);
        }

        if (config.Exists == false && tests.Count > 0)
        {
            context.Report("can never hold beside a test of the value; remove one of the two.", [.. at, nameof(config.Exists)]);
        }

        ReportTexts(config, at);
        ReportBounds(config, at);
        return config.Value is { } place && Source(place, at) is { } source ? new ValueFilter(source, config.Exists, [.. tests]) : null;
    }

    private static List<IValueTest> Tests(FilterConfig config)
    {
        var tests = new List<IValueTest>();
        if (config.Equals is { } text)
        {
            tests.Add(new TextSetTest([text]));
        }

        if (config.In is { } texts)
        {
            tests.Add(new TextSetTest(texts));
        }

        if (config.Prefix is { } prefix)
        {
            tests.Add(new PrefixTest(prefix));
        }

        if ((config.Above ?? config.AtLeast ?? config.Below ?? config.AtMost) is not null)
        {
            tests.Add(new NumberTest(config.Above, config.AtLeast, config.Below, config.AtMost));
        }

        return tests;
    }

    private void ReportTexts(FilterConfig config, string[] at)
    {
        ReportText(config.Equals, [.. at, nameof(config.Equals)]);
        ReportText(config.Prefix, [.. at, nameof(config.Prefix)]);
        if (config.In is { Count: 0 or > MostTexts } texts)
        {
            context.Report($"has {texts.Count} texts; use 1 to {MostTexts}.", [.. at, nameof(config.In)]);
        }

        foreach (var (index, one) in (config.In ?? []).Index())
        {
            ReportText(one, [.. at, nameof(config.In), index.ToString(CultureInfo.InvariantCulture)]);
        }
    }

    /// <summary>An empty text is nobody's value.</summary>
    private void ReportText(string? text, string[] at)
    {
        if (text is { Length: 0 or > MostChars })
        {
            context.Report(
                text.Length == 0 ? "is empty, which no value is; use \"Exists\"." : $"has {text.Length} characters; use {MostChars} at most.", at);
        }
    }

    private void ReportBounds(FilterConfig config, string[] at)
    {
        var (least, most) = (Max(config.Above, config.AtLeast), Min(config.Below, config.AtMost));
        if (least > most || (least == most && least is not null && (least == config.Above || most == config.Below)))
        {
            context.Report("can never hold: no number lies within these bounds.", at);
        }
    }

    private static decimal? Max(decimal? one, decimal? other) => one > other || other is null ? one : other;

    private static decimal? Min(decimal? one, decimal? other) => one < other || other is null ? one : other;

    private IValueSource? Source(string place, string[] at)
    {
        string[] key = [.. at, nameof(FilterConfig.Value)];
        if (place == KnownSource.TypeWord)
        {
            if (!hasType)
            {
                context.Report("is the event's type, and nothing says where that stands: 'Events.Type'.", key);
            }

            return KnownSource.Type;
        }

        if (place == KnownSource.TenantWord)
        {
            if (context.Section.Node.At("Tenant", "From").Value is null)
            {
                context.Report("is the tenant, and nothing says where a webhook names it: 'Tenant.From'.", key);
            }

            return KnownSource.Tenant;
        }

        var source = context.Source(place, key);
        if (source?.IsList == true)
        {
            context.Report($"'{place}' names several values; name one.", key);
        }

        return source;
    }
}
