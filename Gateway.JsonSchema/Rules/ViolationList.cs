using System.Globalization;
using System.Text;

namespace Gateway.JsonSchema.Rules;

/// <summary>Collects violations up to a number.</summary>
internal sealed class ViolationList(int capacity)
{
    /// <summary>A name longer than this is cut in a location: a sender chooses it, and a log has to hold it.</summary>
    private const int LongestName = 64;

    private readonly List<SchemaViolation> _violations = [];

    public IReadOnlyList<SchemaViolation> Violations => _violations;

    public bool IsFull => _violations.Count >= capacity;

    public void Add(in JsonView view, int at, SchemaAssertion assertion) =>
        _violations.Add(new(Locate(view, at), assertion.Location, assertion.Keyword, assertion.Message));

    /// <summary>Adds one that is made already, if there is room.</summary>
    public void Add(SchemaViolation violation)
    {
        if (!IsFull)
        {
            _violations.Add(violation);
        }
    }

    /// <summary>The pointer to a token, found by walking down to it: only failures pay for locations.</summary>
    public static string Locate(in JsonView view, int target)
    {
        var pointer = new StringBuilder();
        var at = 0;
        while (at != target)
        {
            ref readonly var token = ref view.Tokens[at];
            var isObject = token.Kind == JsonKind.Object;
            var child = at + 1;
            var index = 0;
            for (; view.Tokens[isObject ? child + 1 : child].Next <= target; index++)
            {
                child = view.Tokens[isObject ? child + 1 : child].Next;
            }

            pointer.Append('/');
            if (!isObject)
            {
                pointer.Append(index.ToString(CultureInfo.InvariantCulture));
                at = child;
                continue;
            }

            AppendName(pointer, view, child);
            at = target == child ? target : child + 1; // a name is located by the member it begins
        }

        return pointer.ToString();
    }

    private static void AppendName(StringBuilder pointer, in JsonView view, int at)
    {
        ref readonly var token = ref view.Tokens[at];
        var name = JsonText.ToString(token.Raw(view.Json), token.IsEscaped);
        if (name.Length > LongestName)
        {
            name = string.Concat(name.AsSpan(0, LongestName), "…");
        }

        pointer.Append(JsonPointer.Escape(name));
    }
}
