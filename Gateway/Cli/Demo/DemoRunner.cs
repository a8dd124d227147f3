using System.Text;
using Gateway.Cli.Sending;

namespace Gateway.Cli.Demo;

/// <summary>Sends what a case says, over real HTTP, and gathers what became of it.</summary>
internal sealed class DemoRunner(DemoGateway gateway, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = WebhookDraft.CreateClient(usesProxy: false);

    public async Task<DemoResult> RunAsync(DemoCase demo, CancellationToken cancellation)
    {
        var draft = Draft(demo);
        gateway.Backend.FailNext(demo.BackendFailures);
        var statuses = demo.AtOnce
            ? await SendAtOnceAsync(draft, demo.Expected.Count, cancellation)
            : await SendInTurnAsync(draft, demo.Expected.Count, cancellation);
        var outcomes = await gateway.Outcomes.TakeAsync(demo.Expected.Count, Patience, clock);
        var arrivals = gateway.Backend.TakeArrivals();
        return new DemoResult(
            demo, statuses, outcomes, arrivals.Count, arrivals.All(body => body.AsSpan().SequenceEqual(draft.Body)));
    }

    public void Dispose() => _client.Dispose();

    private WebhookDraft Draft(DemoCase demo)
    {
        var compiled = (demo.ByImpostor ? gateway.Impostor : gateway.Genuine).Compiled[demo.Route];
        var route = gateway.Genuine.Routes.First(route => route.RouteId == demo.Route);
        var signedAt = clock.GetUtcNow() - demo.SignedAgo;
        var values = SampleValues.Fresh(demo.EventType, signedAt);
        var body = demo.Body is null ? null : Encoding.UTF8.GetBytes(SampleRequest.Fill(demo.Body, values));
        var url = SendTarget.Find(route, gateway.Url.ToString(), listening: [], out _)!;
        var draft = SampleRequest.Find(compiled.Policy.Provider)!.Draft(HttpMethods.Post, url, values, body);
        demo.BeforeSigning?.Invoke(draft);
        draft.Sign(compiled, signedAt);
        demo.OnTheWay?.Invoke(draft);
        return draft;
    }

    private async Task<IReadOnlyList<int>> SendInTurnAsync(WebhookDraft draft, int count, CancellationToken cancellation)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            statuses.Add(await SendAsync(draft, cancellation));
        }

        return statuses;
    }

    private async Task<IReadOnlyList<int>> SendAtOnceAsync(WebhookDraft draft, int count, CancellationToken cancellation)
    {
        gateway.Backend.Hold();
        var sendings = Enumerable.Range(0, count).Select(_ => SendAsync(draft, cancellation)).ToList();
        try
        {
            // All but the one that the backend holds: its claim stands until the others have their answers.
            var waiting = sendings.ToList();
            while (waiting.Count > 1)
            {
                waiting.Remove(await Task.WhenAny(waiting).WaitAsync(Patience, clock, cancellation));
            }
        }
        catch (TimeoutException)
        {
            // More than one is with the backend, as the table will say.
        }
        finally
        {
            gateway.Backend.Release();
        }

        return await Task.WhenAll(sendings);
    }

    private async Task<int> SendAsync(WebhookDraft draft, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Patience + Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = draft.ToRequest();
        try
        {
            using var answer = await _client.SendAsync(request, linked.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || deadline.IsCancellationRequested)
        {
            return 0;
        }
    }
}
