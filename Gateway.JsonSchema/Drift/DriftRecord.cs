using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Drift;

/// <summary>
/// What payloads have that one schema does not know, and the reverse. Names and places alone, never a value of a payload; bounded,
/// whatever comes. For one thread at a time.
/// </summary>
internal sealed class DriftRecord(SchemaNode schema, DriftLimits limits)
{
    /// <summary>Stands for any name that is longer than those that are kept.</summary>
    public const string LongName = "(a long name)";

    private const int PatternSteps = 1000;

    /// <summary>An escape of six bytes for each character.</summary>
    private const int LongestRaw = 6 * DriftLimits.LongestName;

    private readonly DriftLayout _layout = new(limits);
    private readonly DriftPlace _root = DriftLayout.Root(schema);

    /// <summary>Looks at one payload.</summary>
    public void Add(ReadOnlySpan<byte> json, JsonTape tape, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(tape);
        var left = DriftLimits.MostValues;
        See(new JsonView(json, tape.Tokens), 0, _root, at, ref left);
    }

    /// <summary>What was found so far, in the order of the places.</summary>
    public IReadOnlyList<DriftFinding> Findings()
    {
        var findings = new List<DriftFinding>();
        Collect(_root, findings);
        return [.. findings.OrderBy(finding => finding.Kind).ThenBy(finding => finding.Place, StringComparer.Ordinal)];
    }

    private static void Collect(DriftPlace place, List<DriftFinding> findings)
    {
        if (!place.IsOpen)
        {
            return;
        }

        findings.AddRange(place.Unknown.Select(pair => new DriftFinding(
            DriftKind.Unknown, $"{place.Pointer}/{JsonPointer.Escape(pair.Key)}", null, pair.Value.Count, pair.Value.First, pair.Value.Last)));
        findings.AddRange(place.Types.Where(type => type.Seen.Count == 0).Select(type => Unused(DriftKind.Type, place, type.Name)));
        findings.AddRange(place.Values.Where(value => value.Seen.Count == 0).Select(value => Unused(DriftKind.Value, place, value.Text)));

        // Of a name that nobody may use, nobody expects a member.
        var members = place.Members.OfType<DriftPlace>().Where(member => !member.Nodes.Any(node => node.Types == JsonTypes.None)).ToList();
        if (place.HadObject)
        {
            findings.AddRange(members.Where(member => member.Seen.Count == 0).Select(member => Unused(DriftKind.Member, member, name: null)));
        }

        foreach (var next in members.Append(place.AnyMember).Append(place.Items).OfType<DriftPlace>())
        {
            Collect(next, findings);
        }
    }

    private static DriftFinding Unused(DriftKind kind, DriftPlace place, string? name) => new(kind, place.Pointer, name, 0, null, null);

    private void See(in JsonView view, int at, DriftPlace place, DateTimeOffset now, ref int left)
    {
        place.Seen.See(now);
        if (!place.IsOpen)
        {
            _layout.Open(place);
        }

        var token = view.Tokens[at];
        left -= 1 + (place.Values.Count >> 3);
        foreach (var type in place.Types)
        {
            if ((type.Kinds & (JsonTypes)(1 << (int)token.Kind)) != JsonTypes.None)
            {
                type.Seen.See(now);
            }
        }

        // A long text is no value that anybody enumerates, and comparing it is work.
        foreach (var value in token.Length > LongestRaw ? [] : place.Values)
        {
            if (JsonEquality.AreEqual(value.Constant.View, 0, view, at))
            {
                value.Seen.See(now);
            }
        }

        if (token.Kind == JsonKind.Object)
        {
            place.HadObject = true;
            SeeMembers(view, at, place, now, ref left);
        }
        else if (token.Kind == JsonKind.Array && place.Items is { } items)
        {
            for (var element = at + 1; element < token.Next && left > 0; element = view.Tokens[element].Next)
            {
                See(view, element, items, now, ref left);
            }
        }
    }

    private void SeeMembers(in JsonView view, int at, DriftPlace place, DateTimeOffset now, ref int left)
    {
        var end = view.Tokens[at].Next;
        for (var name = at + 1; name < end && left > 0; name = view.Tokens[name + 1].Next)
        {
            left -= 1 + place.Patterns.Count;
            var rule = place.Names.Find(view.Json, view.Tokens[name]);
            if (rule is null && !place.IsMap && !Matches(view, name, place))
            {
                place.SeeUnknown(TextOf(view, name), now, limits);
            }
            else if ((rule is null ? place.AnyMember : place.Members[rule.Bit]) is { } member)
            {
                See(view, name + 1, member, now, ref left);
            }
        }
    }

    /// <summary>What takes long to tell counts as a match: nothing is said of it.</summary>
    private static bool Matches(in JsonView view, int name, DriftPlace place)
    {
        if (place.Patterns.Count == 0)
        {
            return false;
        }

        var text = TextOf(view, name);
        foreach (var pattern in place.Patterns)
        {
            if (pattern.Pattern.IsMatch(text, PatternSteps) is not false)
            {
                return true;
            }
        }

        return false;
    }

    private static string TextOf(in JsonView view, int name)
    {
        var token = view.Tokens[name];
        var text = token.Length > LongestRaw ? LongName : JsonText.ToString(token.Raw(view.Json), token.IsEscaped);
        return text.Length > DriftLimits.LongestName ? LongName : text;
    }
}
