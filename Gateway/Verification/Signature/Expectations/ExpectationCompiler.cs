using System.Globalization;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Expectations;

/// <summary>Compiles <c>Signature:Expected</c>.</summary>
internal static class ExpectationCompiler
{
    private const string Absent = "{absent}";
    private const string OneElement = "{one-element}";

    /// <param name="context">The route's section.</param>
    /// <param name="signed">What the signature covers; null for a token, which covers nothing.</param>
    public static List<ExpectedValue> Compile(SignatureContext context, SignedValues? signed)
    {
        var expected = new List<ExpectedValue>();
        foreach (var (place, texts) in context.Config.Expected ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal))
        {
            if (context.Stage.Source(place, "Signature", "Expected", place) is { } source)
            {
                expected.Add(Read(context, place, source, texts, signed));
            }
        }

        return expected;
    }

    /// <summary>A digest of the body in a signed value covers the body, too.</summary>
    public static SignedValues? Cover(SignedValues? signed, IReadOnlyList<ExpectedValue> expected) =>
        signed is not null && expected.Any(value => value.IsDigestOfBody) ? signed with { Body = true } : signed;

    private static ExpectedValue Read(
        SignatureContext context, string place, IValueSource source, IReadOnlyList<string> texts, SignedValues? signed)
    {
        // How much there is holds for what is not signed, too: it is what must not be more.
        switch (texts)
        {
            case [Absent]:
                return new ExpectedValue(place, source, ExpectedForm.Absent, []);
            case [OneElement]:
                if (source.PointerIndex is null)
                {
                    context.Report("needs a list of the body, e.g. \"body:/items\".", "Expected", place);
                }

                return new ExpectedValue(place, source, ExpectedForm.OneElement, []);
        }

        if (signed is not null && !source.IsCoveredBy(signed))
        {
            context.Report("is not part of what is signed: anybody could write there what is expected.", "Expected", place);
        }

        return new ExpectedValue(place, source, ExpectedForm.Text, ReadTexts(context, place, texts));
    }

    private static List<ContentTemplate> ReadTexts(SignatureContext context, string place, IReadOnlyList<string> texts)
    {
        var templates = new List<ContentTemplate>();
        if (texts.Count == 0)
        {
            context.Report("is empty; list what it may be for your own webhooks.", "Expected", place);
        }

        foreach (var (index, text) in texts.Index())
        {
            string[] keys = ["Expected", place, index.ToString(CultureInfo.InvariantCulture)];
            if (text is Absent or OneElement)
            {
                context.Report("stands alone: a value cannot be that and something else.", keys);
            }
            else if (new ContentTemplateParser(timestamp: null, context.Url(), context.Stage.BodyPointers).Parse(text, out var error) is { } template)
            {
                templates.Add(template);
            }
            else
            {
                context.Report(error!, keys);
            }
        }

        return templates;
    }
}
