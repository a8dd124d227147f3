namespace Gateway.Benchmarks.Load;

/// <summary>The endpoint behind every proxy: takes the body in, answers, and counts. It does as little as it can.</summary>
internal static class Backend
{
    public const string Role = "backend";

    /// <summary>What it answers webhooks with. Answers of the gateway's own are other words.</summary>
    public const string Answer = "stored";

    /// <summary>Says how many webhooks have arrived.</summary>
    public const string CountPath = "/count";

    private static readonly byte[] AnswerBytes = "stored"u8.ToArray();

    private static int _count;

    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == CountPath)
        {
            await context.Response.WriteAsync($"{Volatile.Read(ref _count)}");
            return;
        }

        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        Interlocked.Increment(ref _count);
        context.Response.ContentLength = AnswerBytes.Length;
        await context.Response.Body.WriteAsync(AnswerBytes);
    }
}
