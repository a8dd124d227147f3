using System.Buffers;
using System.Globalization;

namespace Gateway.Intake;

/// <summary>
/// What is wrong with what is to prove a sender or its time: which value, and what was expected and found of its length or form.
/// Words of the configuration and counts; never a value of the request. Put into words only for who reads it.
/// </summary>
/// <param name="Subject">Which value, by the place that the configuration names, or the part of the scheme.</param>
/// <param name="Problem">What of it.</param>
internal readonly record struct ProofDefect(string Subject, string Problem)
{
    /// <summary>The subject of who does not know where the signature stands; its scheme does.</summary>
    public const string Signature = "";

    /// <summary>The problem of a signature that names its key, where no key in force has that name.</summary>
    public const string UnknownKey = "names a key that is not there, or not in force";

    /// <summary>The same of a token.</summary>
    public const string UnknownKid = "has a 'kid' that no key has, and was made by none of them";

    /// <summary>The problem of a body that is not the one whose digest is signed.</summary>
    public const string OtherDigest = "is not the body's digest";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> HexUpper = SearchValues.Create("0123456789ABCDEF");
    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> Base64Url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The form that was expected, or the bound that was not kept; null where the problem says it.</summary>
    public string? Expected { get; init; }

    /// <summary>How many characters were found; null where none were, or that says nothing.</summary>
    public int? FoundLength { get; init; }

    /// <summary>Of what they are.</summary>
    public TextForm FoundForm { get; init; }

    /// <summary>Whether it is the time at which the sender says it signed.</summary>
    public bool IsTimestamp { get; init; }

    /// <summary>How far from now; null where it is no time that is wrong.</summary>
    public TimeSpan? FoundTime { get; init; }

    /// <summary>How many keys may have signed, and how many of them are in force; null where it did not come to that.</summary>
    public (int InForce, int All)? Keys { get; init; }

    /// <summary>The signature was made by none of the keys, or there is none to judge it by.</summary>
    public static ProofDefect NoKey(int inForce, int all) =>
        new(Signature, inForce == 0 ? "cannot be judged: no key is in force" : "was made by none of the keys in force") { Keys = (inForce, all) };

    /// <summary>A value that is not there.</summary>
    public static ProofDefect Missing(string subject) => new(subject, "is missing");

    /// <summary>A value that is there and cannot be read as one; the same words for every kind of place.</summary>
    public static ProofDefect Of(string subject, ValueState state) => state switch
    {
        ValueState.Missing => Missing(subject),
        ValueState.Unreadable => new(subject, "cannot be read: the body has another type, or is not what that type says"),
        _ => new(subject, "stands more than once, or in more than one form"),
    };

    /// <summary>The same with what was found, of which nothing but its length and form is kept.</summary>
    public ProofDefect With(ReadOnlySpan<char> found) => this with { FoundLength = found.Length, FoundForm = FormOf(found) };

    public override string ToString()
    {
        var expected = Expected is null ? "" : $": expected {Expected}";
        var found = FoundTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"found {time.TotalSeconds:0.###} s")
            : Keys is var (inForce, all) ? string.Create(CultureInfo.InvariantCulture, $"{inForce} of {all}")
            : FoundLength is { } length ? string.Create(CultureInfo.InvariantCulture, $"found {length} characters{NameOf(FoundForm)}")
            : "";
        return $"{Subject} {Problem}{expected}{(found.Length == 0 ? "" : expected.Length == 0 ? ": " : ", ")}{found}";
    }

    /// <summary>The narrowest alphabet that the text is written in.</summary>
    public static TextForm FormOf(ReadOnlySpan<char> text) =>
        text.IsEmpty ? TextForm.Text
        : !text.ContainsAnyExcept(Digits) ? TextForm.Digits
        : !text.ContainsAnyExcept(Hex) ? TextForm.Hex
        : !text.ContainsAnyExcept(HexUpper) ? TextForm.HexUpper
        : !text.ContainsAnyExcept(Base64Url) ? TextForm.Base64Url
        : !text.ContainsAnyExcept(Base64) ? TextForm.Base64
        : TextForm.Text;

    private static string NameOf(TextForm form) => form switch
    {
        TextForm.Digits => " of digits",
        TextForm.Hex => " of hex",
        TextForm.HexUpper => " of hex-upper",
        TextForm.Base64 => " of base64",
        TextForm.Base64Url => " of base64url",
        _ => "",
    };
}
