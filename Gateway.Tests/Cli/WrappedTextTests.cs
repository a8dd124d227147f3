using Gateway.Cli;

namespace Gateway.Tests.Cli;

public sealed class WrappedTextTests
{
    private static readonly string Long = new('x', 60);

    public static TheoryData<string, string, string[], string[]> Rows => new()
    {
        { "", "  ", [], [""] },
        { "", "  ", ["a", "", "b"], ["a b"] },
        { "id ", "  ", ["a", "b"], ["id a b"] },
        { "", "  ", [Long, "nineteen letters, x"], [Long + " nineteen letters, x"] },
        { "", "  ", [Long, "twenty letters, xxxx"], [Long, "  twenty letters, xxxx"] },
        { "", "  ", [Long, Long + Long], [Long, "  " + Long + Long[..18], "  " + Long[..42]] },
        { "  ", "  ", [Long + Long], ["  " + Long + Long[..18], "  " + Long[..42]] },
        { new string('i', 79) + " ", "    ", ["a", "b"], [new string('i', 79), "    a b"] },
        { "", "", ["a\u001b[31m\n"], ["a?[31m?"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Parts_stand_in_80_columns_and_none_is_cut(string first, string indent, string[] parts, string[] lines) =>
        Assert.Equal(lines, WrappedText.Lines(first, indent, parts));
}
