using System.Globalization;
using Gateway.Intake;

namespace Gateway.Verification.IpAllowList;

/// <summary>Compiles <c>IpAllowList</c>.</summary>
internal static class IpAllowListCompiler
{
    public static IpAllowListStage? Compile(StageContext context, IReadOnlyList<string>? entries)
    {
        if (entries is null)
        {
            return null;
        }

        if (entries.Count == 0)
        {
            context.Report("is empty and would refuse everyone; list addresses or ranges, or leave the key out; null takes a preset's list away.", "IpAllowList");
        }

        var allowed = IpRangeSet.Parse(entries, (index, error) =>
            context.Report(error, "IpAllowList", index.ToString(CultureInfo.InvariantCulture)));
        return new IpAllowListStage(allowed);
    }
}
