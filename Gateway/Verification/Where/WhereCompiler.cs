using Gateway.Verification.Filters;

namespace Gateway.Verification.Where;

/// <summary>Compiles <c>Where</c> of a route.</summary>
internal static class WhereCompiler
{
    /// <param name="context">Of the route.</param>
    /// <param name="config">As written.</param>
    /// <param name="hasType">Whether <c>Events.Type</c> says where the type stands.</param>
    public static WhereStage? Compile(StageContext context, FilterConfig? config, bool hasType) =>
        new FilterCompiler(context, hasType).Compile(config, nameof(Where)) is { } filter ? new WhereStage(filter) : null;
}
