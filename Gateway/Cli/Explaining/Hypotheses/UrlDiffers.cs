using System.Text;
using Gateway.Intake;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The URL that was signed is not the one the gateway takes for it; one thing is different, or two or three.</summary>
internal sealed class UrlDiffers : IHypothesis
{
    private const int MostTogether = 60_000;
    private const int MostWithoutProof = 1000;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (!evidence.SignsUrl)
        {
            yield break;
        }

        var request = evidence.Request;
        var configured = UrlGuess.Configured(evidence.Config.PublicUrl, request);
        if (configured is null && evidence.Direct is { TakesKeys: true })
        {
            yield break; // ValueWritten tries the parts of the request line.
        }

        var known = configured ?? new UrlGuess("https", "localhost", "", request.Path, request.Query);
        var changes = UrlChanges.Of(known, request).DistinctBy(change => change.Make(known)).ToList();
        var tried = 0;
        var isDirect = configured is not null && IsDirect(evidence);
        foreach (var together in Combinations(changes))
        {
            if (++tried > (isDirect ? MostTogether : MostWithoutProof) || evidence.Work.IsSpent)
            {
                yield break;
            }

            var guess = together.Aggregate(known, (url, change) => change.Make(url));
            if (guess == known || (isDirect && !IsSigned(evidence, guess)))
            {
                continue;
            }

            yield return With(evidence, configured, guess, string.Join(", and ", together.Select(change => change.What)), isDirect);
        }
    }

    /// <summary>One, then any two of different parts, then three.</summary>
    private static IEnumerable<UrlChange[]> Combinations(List<UrlChange> changes)
    {
        foreach (var change in changes)
        {
            yield return [change];
        }

        foreach (var (index, first) in changes.Index())
        {
            foreach (var second in changes.Skip(index + 1).Where(second => second.Part != first.Part))
            {
                yield return [first, second];
            }
        }

        foreach (var (index, first) in changes.Index())
        {
            foreach (var (between, second) in changes.Index().Skip(index + 1).Where(second => second.Item.Part != first.Part))
            {
                foreach (var third in changes.Skip(between + 1).Where(third => third.Part != first.Part && third.Part != second.Part))
                {
                    yield return [first, second, third];
                }
            }
        }
    }

    /// <summary>Whether the URL is one piece of what is signed, and all others are known.</summary>
    private static bool IsDirect(Evidence evidence) =>
        evidence.Direct is { Values: { } values } && values.Count(value => value.Name == "url") == 1
        && values.All(value => value.State == ValueState.Found && value.Name is not ("path" or "target" or "plivo-url" or "query-sorted"));

    private static bool IsSigned(Evidence evidence, UrlGuess guess)
    {
        var url = Encoding.UTF8.GetBytes(guess.Whole);
        return evidence.Direct!.SignerOf(ContentValue.Join(evidence.Direct.Values, value => value.Name == "url" ? url : value.Bytes)) is not null;
    }

    private static Suspicion With(Evidence evidence, UrlGuess? configured, UrlGuess guess, string what, bool isProven)
    {
        var isQuery = configured is not null && configured.WithoutQuery == guess.WithoutQuery;
        var cure = isQuery || configured is null
            ? "Find what rewrites the request's target between provider and gateway; the provider signs the URL that is registered there."
            : guess.User.Length > 0 && guess.User != configured.User
                ? "Register the URL at the provider without user and password, or write them into the route's 'PublicUrl': they are a part of what is signed."
                : $"Set the route's 'PublicUrl' to the URL registered at the provider, letter by letter: {PlainText.Of((guess with { User = configured.User }).WithoutQuery)}";
        return new Suspicion(Id(configured, guess), $"The URL that was signed is another than the one the gateway takes for it: {what}.", cure)
        {
            Config = configured is null ? null : evidence.Config with { PublicUrl = guess.WithoutQuery },
            Request = evidence.Request with { Target = guess.Path + guess.Query },
            Proof = isProven ? "with this changed, what is signed is right under a key of the route" : null,
        };
    }

    private static string Id(UrlGuess? configured, UrlGuess guess) =>
        configured is null ? "url"
        : configured.WithoutQuery == guess.WithoutQuery ? "url-query"
        : configured.User != guess.User ? "url-user"
        : configured.Scheme != guess.Scheme ? "url-scheme"
        : configured.Host != guess.Host ? "url-host"
        : configured.Port != guess.Port ? "url-port"
        : "url-path";
}
