using Gateway.Reading;

namespace Gateway.Configuration.Hosting;

/// <summary>Finds where the process will listen, and reports what it cannot listen on.</summary>
/// <param name="raw">The configuration.</param>
/// <param name="urls">Of the command line; null if it names none.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class ListenerCompiler(RawConfiguration raw, string? urls, ProblemList problems)
{
    /// <summary>The listeners for webhooks.</summary>
    public IReadOnlyList<Listener> Compile()
    {
        var listeners = new List<Listener>();
        foreach (var (url, path, origin) in ListeningUrls.Of(raw.Node, urls, variable => raw.Root[variable]))
        {
            if (Listener.Of(url, path, origin) is not { } listener)
            {
                if (!ListeningUrls.IsLocalSocket(url))
                {
                    // Not repeated with user info: that is a password.
                    var found = url.Contains('@', StringComparison.Ordinal) ? "found user info" : $"found '{url}'";
                    problems.Add(path, $"{found}; expected an http or https URL without a path, such as \"http://0.0.0.0:8080\".{Told(origin)}");
                }

                continue;
            }

            if (listeners.Find(listener.Excludes) is { } other)
            {
                problems.Add(path, $"'{url}' is the port of {(other.Path == path ? "another address there" : other.Named)}, too: one of the two cannot listen.{Told(origin)}");
            }

            listeners.Add(listener);
        }

        return listeners;
    }

    private static string Told(string? origin) => origin is null ? "" : $" (The value comes from {origin}.)";
}
