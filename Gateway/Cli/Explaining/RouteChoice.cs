using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli.Explaining;

/// <summary>The route that a request is judged by.</summary>
/// <param name="Route">Its policy; null if there is none.</param>
/// <param name="Request">The request, with the route's path if the file names none.</param>
/// <param name="Text">How it was chosen, or why it could not be.</param>
internal sealed record RouteChoice(CompiledRoute? Route, CapturedRequest Request, string Text)
{
    /// <summary>Why the gateway would not take the request to this route, which is only the nearest; null if it would.</summary>
    public Finding? Refusal { get; init; }

    public static async Task<RouteChoice> MakeAsync(GatewaySnapshot snapshot, Capture capture, string? asked, string config)
    {
        if (asked is not null && !snapshot.Compiled.ContainsKey(asked))
        {
            string[] names = [.. snapshot.Routes.Select(route => route.RouteId)];
            return None(
                capture,
                names.Contains(asked, StringComparer.OrdinalIgnoreCase)
                    ? HasProblems(asked)
                    : $"No route is called '{asked}'.{NearestName.Suggest(asked, names)} Known in {config}: {string.Join(", ", names)}.");
        }

        if (capture.Target is null)
        {
            return asked is null
                ? None(capture, $"The file has no request line: say which route it is for with --route.{Known(snapshot)}")
                : new RouteChoice(snapshot.Compiled[asked], capture.ToRequest(PathOf(snapshot, asked)), "by --route; the file has no request line");
        }

        var request = capture.ToRequest(capture.Target);
        var found = await RouteFinder.FindAsync(snapshot, request);
        if (asked is null)
        {
            if (found is null)
            {
                return await NearestAsync(snapshot, request) ?? None(
                    capture,
                    $"No route matches {request.Method} {PlainText.Of(request.Path)}: the gateway answers 404 or 405. "
                    + $"Say with --route which is meant.{Known(snapshot)}");
            }

            return snapshot.Compiled.TryGetValue(found, out var policy)
                ? new RouteChoice(policy, request, "by its request line")
                : None(capture, HasProblems(found));
        }

        var isSame = string.Equals(asked, found, StringComparison.OrdinalIgnoreCase);
        return new RouteChoice(
            snapshot.Compiled[asked],
            request,
            isSame ? "by --route, and by its request line"
                : found is null ? "by --route alone: by its request line NO route matches, and the gateway answers 404 or 405"
                : $"by --route alone: by its request line it is the route '{found}' that matches");
    }

    /// <summary>The route that would match with one thing changed: the method, a slash at the end of the path.</summary>
    private static async Task<RouteChoice?> NearestAsync(GatewaySnapshot snapshot, CapturedRequest request)
    {
        var methods = snapshot.Routes.SelectMany(route => route.Match.Methods ?? [])
            .Where(method => !string.Equals(method, request.Method, StringComparison.Ordinal))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var method in methods)
        {
            if (await RouteFinder.FindAsync(snapshot, request with { Method = method }) is { } name && snapshot.Compiled.TryGetValue(name, out var route))
            {
                return new RouteChoice(route, request, "by its path alone: no route takes its method, and the gateway answers 405")
                {
                    Refusal = Unrouted.Method(request, name, method),
                };
            }
        }

        var path = request.Path.EndsWith('/') ? request.Path.TrimEnd('/') : request.Path + "/";
        return path.Length > 0 && await RouteFinder.FindAsync(snapshot, request with { Target = path + request.Query }) is { } other
            && snapshot.Compiled.TryGetValue(other, out var found)
            ? new RouteChoice(found, request, "by the nearest path: no route takes its own, and the gateway answers 404")
            {
                Refusal = Unrouted.Slash(request, other, path),
            }
            : null;
    }

    private static RouteChoice None(Capture capture, string text) => new(null, capture.ToRequest("/"), text);

    private static string HasProblems(string route) => $"The route '{route}' cannot judge anything before its problems are mended.";

    private static string Known(GatewaySnapshot snapshot) => string.Concat(RouteFinder.Describe(snapshot).Select(line => $"\n  {line}"));

    /// <summary>The path of a route as far as it is a path.</summary>
    private static string PathOf(GatewaySnapshot snapshot, string name)
    {
        var route = snapshot.Routes.First(route => string.Equals(route.RouteId, name, StringComparison.OrdinalIgnoreCase));
        var path = route.Match.Path ?? "/";
        var parameter = path.IndexOf('{', StringComparison.Ordinal);
        path = parameter < 0 ? path : path[..parameter];
        return path.StartsWith('/') ? path : "/" + path;
    }
}
