using Gateway.Cli.Explaining.Characters;

namespace Gateway.Tests.Cli.Explaining.Characters;

/// <summary>The expected texts are node's <c>String.prototype.normalize</c>.</summary>
public sealed class CanonicalTextTests
{
    [Theory]
    [InlineData("Jos\u00e9", "Jose\u0301")]
    [InlineData("\u1ea5", "a\u0302\u0301")] // two marks
    [InlineData("\u00c5ngstr\u00f6m", "A\u030angstro\u0308m")]
    [InlineData("\uac00\ud7a3", "\u1100\u1161\u1112\u1175\u11c2")] // Hangul, by rule
    [InlineData("\u304c", "\u304b\u3099")]
    [InlineData("plain", "plain")]
    public void A_text_has_two_forms(string composed, string decomposed)
    {
        Assert.Equal(decomposed, CanonicalText.Decompose(composed));
        Assert.Equal(composed, CanonicalText.Compose(decomposed));
    }

    [Theory]
    [InlineData("\uff21\u00a0b", "A b")]
    public void What_looks_alike_is_made_alike(string text, string simple) => Assert.Equal(simple, CanonicalText.Simplify(text));

    [Theory]
    [InlineData("5 \u20ac", new byte[] { 0x35, 0x20, 0x80 })]
    [InlineData("\u00e9\u2019", new byte[] { 0xE9, 0x92 })]
    public void Windows_has_characters_that_Latin_1_has_not(string text, byte[] bytes)
    {
        Assert.Equal(bytes, WindowsText.Write(text));
        Assert.Equal(text, WindowsText.Read(bytes));
        Assert.Null(WindowsText.Write("\u4e2d"));
    }
}
