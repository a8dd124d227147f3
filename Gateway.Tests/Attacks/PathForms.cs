using System.Globalization;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>Makes targets that seem to be of an open route and may mean a path that another one verifies.</summary>
internal sealed class PathForms(Chance chance)
{
    private static readonly string[] Starts = ["", "/public", "/public/a", "/public/a/b", "/PUBLIC", "/site", "/pub%6cic", "//public", "/;x/public",
        "/(S(abc))/public", "/public/(S(abc))", "/(A(x)F(y))", "/index.php", "/public/run.cgi", "/public/x.php/y", "/p/index.aspx"];

    private static readonly string[] Goals = ["/hooks/orders", "/hooks/orders", "/HOOKS/Orders", "/items/7", "/hooks/orders/"];

    private static readonly string[] Ups =
        ["/..", "/..;", "/..;x=1", "/.", "/../..", "/...", "/.. ", "/.;", "\\..", "/a/..", "/../public/..", "/..;/..;", "/..::$DATA", "/a;x/.."];

    private static readonly string[] Slashes =
        ["/", "//", "\\", "/;/", "/;a=b/", "/./", ";/", "/.;/", "?/", "/ /", "/../x/", "\uff0f", "\u2215", "/(S(abc))/", "/(S(a)F(b))", "/x.php/", "/%00/", "+/", "\u00a0/", ":$I30:$INDEX_ALLOCATION/"];

    private static readonly string[] Ends =
        ["", "", ";", ";x=1", ";x=/", ";/a", ".", "..", " ", ". .", "?", "#", "/", "//", "/.", "::$DATA", "::$INDEX_ALLOCATION", "?x", ";x?y", "\\", "/x/..", ".json", ".json/",
        ".a.b", ".", ".php/x", ".php", ":$I30:$INDEX_ALLOCATION", ":x:$DATA", ":x", "+", "\u00a0", "\u0085", "\u3000", "\ufeff", "/(S(x))", "(S(x))", "\0.json", "~1"];

    public string Next()
    {
        var goal = Pick(Goals).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var form = new StringBuilder(Pick(Starts));
        for (var i = chance.Below(4); i > 0; i--)
        {
            form.Append(Pick(Ups));
        }

        foreach (var segment in goal)
        {
            form.Append(chance.Below(3) == 0 ? Pick(Slashes) : "/").Append(segment);
            if (chance.Below(6) == 0)
            {
                form.Append(Pick(Ends));
            }
        }

        form.Append(Pick(Ends));
        return Spell(form[0] is '/' or '\\' ? form.ToString() : "/" + form);
    }

    private T Pick<T>(T[] items) => items[chance.Below(items.Length)];

    /// <summary>Some characters in an escape of some kind, and those that cannot stand in a target in one for sure.</summary>
    private string Spell(string form)
    {
        var spelt = new StringBuilder();
        var often = Pick([3, 6, 12, 1000]);
        for (var i = 0; i < form.Length; i++)
        {
            var mustBe = form[i] is <= ' ' or > '~' || (form[i] == '#' && chance.Below(2) == 0);
            spelt.Append(i > 0 && (mustBe || (form[i] is '/' or '\\' or '.' or ';' or '?' or '(' or ':' or '+' or 's' or 'o' or 'k' or 'i' && chance.Below(often) == 0))
                ? Escape(form[i])
                : form[i].ToString());
        }

        return spelt.ToString();
    }

    private string Escape(char c)
    {
        if (c > '~')
        {
            return string.Concat(Encoding.UTF8.GetBytes([c]).Select(one => Hex("%{0:x2}", one)));
        }

        return chance.Below(30) switch
        {
            0 => Hex("%25{0:x2}", c),
            1 => Hex("%25{0:X2}", c),
            2 => Hex("%2525{0:x2}", c),
            3 => Hex("%u00{0:x2}", c),
            4 => Hex("%c0%{0:x2}", c | 0x80),
            5 => Hex("%e0%80%{0:x2}", c | 0x80),
            6 when c == '.' => "%ef%bc%8e",
            6 when c == '\\' => "%ef%bc%bc",
            7 => Hex("%u{0:x4}", c + 0xfee0),
            9 => Escape((char)(c + 0xfee0)), // full width, as UTF-8
            10 => "%ef%bc%85" + Hex("{0:x2}", c), // an escape behind a full-width percent sign
            11 when c is 's' => "%c5%bf",
            11 when c is 'k' => "%e2%84%aa",
            11 when c is 'o' => "%c5%8d",
            11 when c is 'i' => "%c4%b1",
            8 => "%25" + string.Concat(Hex("{0:x2}", c).Select(digit => Hex("%{0:x2}", digit))),
            _ => Hex(chance.Below(2) == 0 ? "%{0:x2}" : "%{0:X2}", c),
        };
    }

    private static string Hex(string format, int value) => string.Format(CultureInfo.InvariantCulture, format, value);
}
