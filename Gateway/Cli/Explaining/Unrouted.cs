namespace Gateway.Cli.Explaining;

/// <summary>Why no route takes a request, where one nearly does.</summary>
internal static class Unrouted
{
    public static Finding Method(CapturedRequest request, string route, string method)
    {
        if (HttpMethods.IsOptions(request.Method) && request.Lines("WebHook-Request-Origin").Count > 0)
        {
            return new Finding(
                "cloudevents-validation",
                $"OPTIONS with 'WebHook-Request-Origin' asks whether webhooks in the form of CloudEvents may be sent here; the route '{route}' takes {method} and not OPTIONS.",
                $"Add \"OPTIONS\" to the 'Match.Methods' of '{route}' and say \"Provider\": \"cloudevents-webhook\", which answers it; "
                + "or choose the provider's own event schema, which asks in a POST.");
        }

        var isDifferentCase = string.Equals(request.Method, method, StringComparison.OrdinalIgnoreCase);
        return isDifferentCase
            ? new Finding("method-case", $"The method is written '{request.Method}', which is another than {method} (RFC 9110, section 9.1).", "Have the sender write it in upper case.")
            : new Finding(
                "method-not-routed",
                $"It was sent by {request.Method}, and the route '{route}' takes {method} and not {request.Method}.",
                $"Choose {method} at the provider, or add \"{request.Method}\" to the 'Match.Methods' of '{route}'.");
    }

    public static Finding Slash(CapturedRequest request, string route, string path) => new(
        "path-slash",
        $"The path {PlainText.Of(request.Path)} is not that of the route '{route}', which is matched by {PlainText.Of(path)}.",
        $"Register the URL with the path {PlainText.Of(path)} at the provider, or change 'Match.Path'.");
}
