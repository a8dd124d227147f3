using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Gateway.JsonSchema.Rules;

/// <summary>The keywords for strings (Validation section 6.3), and format where it is asserted (section 7).</summary>
internal sealed class StringRules
{
    public CountLimit MinLength { get; set; }

    public CountLimit MaxLength { get; set; }

    public TextPattern? Pattern { get; set; }

    public SchemaAssertion? PatternAssertion { get; set; }

    public TextFormat? Format { get; set; }

    /// <summary>What checking the format costs for every eight bytes.</summary>
    public int FormatSteps { get; set; } = 1;

    public SchemaAssertion? FormatAssertion { get; set; }

    public TextContent? Content { get; set; }

    public SchemaAssertion? ContentAssertion { get; set; }

    public bool Check(ref Evaluation e, int at)
    {
        var valid = true;
        if (MinLength.IsSet || MaxLength.IsSet)
        {
            if (!e.TrySpend(e.View.Tokens[at].Length >> 4))
            {
                return false;
            }

            var length = CountCharacters(e.View, at);
            if (MinLength.Stops(ref e, at, length, ref valid) || MaxLength.Stops(ref e, at, length, ref valid))
            {
                return false;
            }
        }

        if (Pattern is not null && !Pattern.IsMatch(ref e, at) && e.Fails(at, PatternAssertion!, ref valid))
        {
            return false;
        }

        if (Format is not null && !HasFormat(ref e, at, Format) && e.Fails(at, FormatAssertion!, ref valid))
        {
            return false;
        }

        return (Content is null || Holds(ref e, at, Content) || !e.Fails(at, ContentAssertion!, ref valid)) && valid;
    }

    private static bool Holds(ref Evaluation e, int at, TextContent content)
    {
        ref readonly var token = ref e.View.Tokens[at];
        var raw = token.Raw(e.View.Json);
        if (!e.TrySpend(token.Length >> 2)) // decoded, and read as JSON
        {
            return false;
        }

        if (!token.IsEscaped)
        {
            return content.Holds(ref e, raw);
        }

        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], raw.Length);
        return content.Holds(ref e, scratch.Span[..JsonText.Unescape(raw, scratch.Span)]);
    }

    private bool HasFormat(ref Evaluation e, int at, TextFormat format) =>
        e.TrySpend((int)Math.Min(int.MaxValue / 2, (long)e.View.Tokens[at].Length * FormatSteps >> 3))
        && format(e.Text(at));

    /// <summary>Unicode characters, not bytes and not UTF-16 units (Validation section 6.3.1).</summary>
    private static int CountCharacters(in JsonView view, int at)
    {
        ref readonly var token = ref view.Tokens[at];
        var raw = token.Raw(view.Json);
        if (!token.IsEscaped)
        {
            return CountCharacters(raw);
        }

        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], raw.Length);
        return CountCharacters(scratch.Span[..JsonText.Unescape(raw, scratch.Span)]);
    }

    private static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return CountInvalid(utf8);
        }

        var units = Encoding.UTF8.GetCharCount(utf8);
        if (units == utf8.Length)
        {
            return units; // all ASCII
        }

        // What is beyond the basic plane starts with F0 to F4 and took two units.
        for (var next = utf8.IndexOfAnyInRange((byte)0xF0, (byte)0xF4); next >= 0;
            next = utf8.IndexOfAnyInRange((byte)0xF0, (byte)0xF4))
        {
            units--;
            utf8 = utf8[(next + 1)..];
        }

        return units;
    }

    /// <summary>Where the route allows it: half a surrogate pair, which takes three bytes, is one character, too.</summary>
    private static int CountInvalid(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        for (; !utf8.IsEmpty; count++)
        {
            var status = Rune.DecodeFromUtf8(utf8, out _, out var length);
            var isHalf = status != OperationStatus.Done
                && utf8 is [0xED, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..];
            utf8 = utf8[(isHalf ? 3 : length)..];
        }

        return count;
    }
}
