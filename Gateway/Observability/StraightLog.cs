namespace Gateway.Observability;

/// <summary>That the lines of webhooks may pass by Serilog, whose configuration has nothing to say of them but their level.</summary>
/// <param name="Output">Where to.</param>
/// <param name="Clock">The gateway's.</param>
/// <param name="HasRequestScope">Lines have what ASP.NET Core adds for a request that has a span: its path.</param>
internal sealed record StraightLog(LogOutput Output, TimeProvider Clock, bool HasRequestScope);
