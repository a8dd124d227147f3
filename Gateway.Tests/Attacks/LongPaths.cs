namespace Gateway.Tests.Attacks;

/// <summary>Paths made of one thing over and over that some backend reads as another, in all lengths that matter.</summary>
internal static class LongPaths
{
    private static readonly int[] Lengths = [200, 500, 2040, 8000];

    /// <summary>One for each kind of reading, and some that mix them.</summary>
    private static readonly string[] Units =
    [
        ".do/", "a.php/b;c", ".do%2F", "(S(a))", "/(S(a))", "(A(", "(A((A(x)", "%C2%A0/", "%20/", "a+/", "+/", "/+a", "%2F", "//", ";a/", "/;a", "%252F", "%25252F", "a./", "a:$b/",
        "::$DATA/", ".a", "%u002f", "%EF%BC%A1", "%C2%BA", "%E2%91%BD", "%C5%BF/", "%A0/", "%3F", "%23", "%3B", "%41", "/.a", "%E3%80%80+/",
        "/%252f;a.do/(S(a))+/%C2%BA", "+/;a//%2f.b",
    ];

    /// <summary>Each with its length in its name.</summary>
    public static IEnumerable<(string Name, string Path)> All =>
        from unit in Units
        from length in Lengths
        select ($"{length} of {unit}", "/" + string.Concat(Enumerable.Repeat(unit, length / unit.Length)) + "x");
}
