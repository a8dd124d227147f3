namespace Gateway.Cli.Explaining.Json;

/// <summary>Every layout that is tried: separators, indentation, line ends and what stands behind, each by itself a habit.</summary>
internal static class JsonLayouts
{
    public static readonly JsonLayout AsReceived = new("with the white space that it has", 0) { IsAsReceived = true };

    public static readonly JsonLayout Compact = new("without any white space, as JSON.stringify writes it", 0);

    private static readonly JsonLayout[] Lines =
    [
        Compact,
        new("with ', ' and ': ', as Python's json.dumps writes it", 1) { AfterComma = " ", AfterColon = " " },
        new("with ': ' and ','", 2) { AfterColon = " " },
        new("with ', ' and ':'", 3) { AfterComma = " " },
        new("with blanks within the brackets and ': '", 3) { AfterComma = " ", AfterColon = " ", Padding = " " },
        new("with ' : ' and ', '", 4) { AfterComma = " ", BeforeColon = " ", AfterColon = " " },
        new("with ' : ' and ','", 4) { BeforeColon = " ", AfterColon = " " },
        new("with blanks within the brackets and ' : '", 4) { AfterComma = " ", BeforeColon = " ", AfterColon = " ", Padding = " " },
    ];

    private static readonly (string Indent, string Name, int Cost)[] Indents =
        [("  ", "2 blanks", 1), ("    ", "4 blanks", 1), ("\t", "tabs", 1), (" ", "1 blank", 4), ("   ", "3 blanks", 3), ("        ", "8 blanks", 5), ("", "nothing, each value in a line", 4)];

    private static readonly (string Tail, string Name, int Cost)[] Tails =
        [("", "", 0), ("\n", ", and a line end behind it", 1), ("\r\n", ", and a line end (CR LF) behind it", 2)];

    /// <summary>All of them, those first that differ in little from what most programs write.</summary>
    public static IReadOnlyList<JsonLayout> Of(JsonSource source)
    {
        List<JsonLayout> layouts = [AsReceived, .. Lines];
        foreach (var (indent, name, cost) in Indents)
        {
            var plain = new JsonLayout($"indented by {name}", cost) { Indent = indent, AfterColon = " " };
            JsonLayout[] ways =
            [
                plain,
                plain with { Name = $"indented by {name}, with ' : ', lists in one line (as Jackson writes it)", Cost = cost + 1, BeforeColon = " ", HasListsInLine = true, Padding = " ", AfterComma = " ", Empty = " " },
                plain with { Name = $"indented by {name}, with ' : '", Cost = cost + 2, BeforeColon = " " },
                plain with { Name = $"indented by {name}, lists in one line", Cost = cost + 2, HasListsInLine = true, AfterComma = " " },
                plain with { Name = $"indented by {name}, lists in one line without blanks", Cost = cost + 3, HasListsInLine = true },
                plain with { Name = $"indented by {name}, lists in one line with blanks in their brackets", Cost = cost + 3, HasListsInLine = true, Padding = " ", AfterComma = " " },
                plain with { Name = $"indented by {name}, with ':'", Cost = cost + 3, AfterColon = "" },
                plain with { Name = $"indented by {name}, with ' : ' and blanks in empty brackets", Cost = cost + 3, BeforeColon = " ", Empty = " " },
                plain with { Name = $"indented by {name}, empty brackets in two lines", Cost = cost + 4, Empty = "\n" },
            ];
            layouts.AddRange(ways);
            layouts.AddRange(ways.Select(way => way with { Name = $"{way.Name}, its lines ended with CR LF", Cost = way.Cost + 1, LineEnd = "\r\n" }));
        }

        if (source.Root is { Kind: JsonItemKind.List, Items.Count: > 1 })
        {
            foreach (var (end, name) in ((string, string)[])[("\r\n", "CR LF"), ("\n", "LF")])
            {
                layouts.Add(Compact with { Name = $"without white space but {name} between the elements of the list", Cost = 2, AfterElement = end });
                layouts.Add(Compact with { Name = $"without white space but {name} between the elements of the list and behind it, as SendGrid writes it", Cost = 2, AfterElement = end, Tail = end });
            }
        }

        return
        [
            .. layouts.SelectMany(layout => layout.Tail.Length > 0 ? [layout] : Tails.Select(tail => tail.Tail.Length == 0 ? layout : layout.With(tail.Tail, tail.Name, tail.Cost)))
                .OrderBy(layout => layout.Cost),
        ];
    }
}
