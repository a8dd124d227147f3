using System.Collections.Frozen;
using Gateway.Admin.Access;

namespace Gateway.Admin.Dashboard;

/// <summary>
/// The dashboard's files, from this assembly: read when they are asked for, so that they cost nothing where nobody looks. They hold
/// nothing that is secret, and everybody may have them; what they show comes from the API.
/// </summary>
internal static class DashboardPages
{
    /// <summary>Where the files are, but for the page itself.</summary>
    private const string Folder = "/dashboard";

    private const string Page = "index.html";

    /// <summary>
    /// Scripts, styles and pictures come from here, in files of their own, and nothing else from anywhere: text of a sender's that got
    /// into the page as markup would do nothing.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context) => Answer(context, Page)).Needs(AdminAccess.None);
        app.MapGet(Folder + "/{name}", (HttpContext context, string name) => Answer(context, name)).Needs(AdminAccess.None);
    }

    private static IResult Answer(HttpContext context, string name)
    {
        var headers = context.Response.Headers;
        headers.Connection = "close"; // Or some browsers' idle connections would take the few places that there are, of probes, too.
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Types.TryGetValue(Path.GetExtension(name), out var type)
            && typeof(DashboardPages).Assembly.GetManifestResourceStream($"Dashboard/{name}") is { } file
                ? Results.Stream(file, type)
                : Results.NotFound();
    }
}
