namespace Gateway.Cli.Explaining;

/// <summary>Templates that sign the same as another where there is no body.</summary>
internal static class Ambiguity
{
    private static readonly string[] OfBody = ["{body}", "{form-sorted}"];

    public static IEnumerable<string> OthersThan(string template)
    {
        foreach (var part in OfBody)
        {
            var without = template.Replace(part, "", StringComparison.Ordinal);
            if (without != template && without.Length > 0)
            {
                yield return without;
            }
            else if (without == template)
            {
                yield return template + part;
            }
        }
    }
}
