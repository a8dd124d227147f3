using System.Text;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>
/// Each preset's vector through the real gateway, and those of the first presets with any bit of them changed; what is
/// changed in the others is refused in <see cref="Providers.ShippedPresetsTests"/>, without a server.
/// </summary>
public sealed partial class ProviderVectorTests
{
    public static TheoryData<string> Providers() => ["groq", "ideogram", "imggo", "imggo-bare"];

    public static TheoryData<string> AllProviders() => ProviderVector.All();

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task The_vector_is_accepted(string provider)
    {
        await using var run = await Run.StartAsync(provider);

        Assert.Equal(200, (await run.SendAsync(run.Vector.Headers, run.Vector.Body)).Status);
        Assert.Equal(run.Vector.Body, Assert.Single(run.Upstream.Received).Body);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task One_bit_flipped_anywhere_in_the_body_is_refused(string provider)
    {
        await using var run = await Run.StartAsync(provider);
        Assert.NotEmpty(run.Vector.Body);
        for (var bit = 0; bit < run.Vector.Body.Length * 8; bit += 3) // every byte, each at one bit or more
        {
            var body = run.Vector.Body;
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            await run.ExpectRefusedAsync(run.Vector.Headers, body);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task One_bit_flipped_anywhere_in_a_signed_header_is_refused(string provider)
    {
        await using var run = await Run.StartAsync(provider);
        Assert.NotEmpty(run.SignedHeaders);
        foreach (var (name, value) in run.SignedHeaders)
        {
            for (var bit = 0; bit < value.Length * 8; bit++)
            {
                var changed = value.ToCharArray();
                changed[bit / 8] ^= (char)(1 << (bit % 8));
                if (char.IsControl(changed[bit / 8]) || char.IsWhiteSpace(changed[bit / 8]))
                {
                    continue; // No header at all, or one that HTTP trims: Kestrel answers before the gateway.
                }

                await run.ExpectRefusedAsync(With(run.Vector.Headers, name, new string(changed)), run.Vector.Body);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_header_that_is_missing_doubled_truncated_or_cased_differently_is_refused(string provider)
    {
        await using var run = await Run.StartAsync(provider);
        Assert.NotEmpty(run.SignedHeaders);
        foreach (var (name, value) in run.SignedHeaders)
        {
            await run.ExpectRefusedAsync(run.Vector.Headers.Where(header => header.Key != name), run.Vector.Body);
            await run.ExpectRefusedAsync(run.Vector.Headers.Append(new(name, value)), run.Vector.Body);
            await run.ExpectRefusedAsync(run.Vector.Headers.Append(new(name, "anything")), run.Vector.Body);
            await run.ExpectRefusedAsync(With(run.Vector.Headers, name, value[..^1]), run.Vector.Body);
            await run.ExpectRefusedAsync(With(run.Vector.Headers, name, value + "0"), run.Vector.Body);
            if (value.Any(char.IsLetter))
            {
                await run.ExpectRefusedAsync(With(run.Vector.Headers, name, value.ToUpperInvariant()), run.Vector.Body);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Any_other_secret_refuses_the_vector(string provider)
    {
        await using var run = await Run.StartAsync(provider, secret: "whk_test_secret_0123456789abcdeF");
        await run.ExpectRefusedAsync(run.Vector.Headers, run.Vector.Body);
    }

    private static IEnumerable<KeyValuePair<string, string>> With(
        IEnumerable<KeyValuePair<string, string>> headers, string name, string value) =>
        headers.Select(header => header.Key == name ? new(name, value) : header);

    [GeneratedRegex("\"requestId\":\"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex RequestId();

    private sealed class Run : IAsyncDisposable
    {
        private const string TheOneBody =
            """{"title":"Invalid signature","status":401,"error":"Invalid signature","requestId":"-"}""";

        private readonly TestGateway _gateway;
        private RawConnection _connection;

        private Run(ProviderVector vector, Upstream upstream, TestGateway gateway, RawConnection connection)
        {
            (Vector, Upstream, _gateway, _connection) = (vector, upstream, gateway, connection);
        }

        public ProviderVector Vector { get; }

        public Upstream Upstream { get; }

        public IEnumerable<KeyValuePair<string, string>> SignedHeaders =>
            Vector.Headers.Where(header => header.Key != "Content-Type");

        public static async Task<Run> StartAsync(string provider, string? secret = null)
        {
            var vector = ProviderVector.Load(provider);
            var upstream = await Upstream.StartAsync();
            var configuration = new TestConfiguration(
                upstream.Url, vector.Verification);
            configuration.Environment["SECRET"] = secret ?? vector.Secret ?? "";
            configuration.Environment["VERIFY"] = "a token";
            var gateway = await TestGateway.StartAsync(configuration, new FakeTimeProvider(vector.At));
            return new Run(vector, upstream, gateway, await RawConnection.OpenAsync(gateway.Url));
        }

        public async Task<(int Status, string Body)> SendAsync(IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
        {
            await _connection.SendAsync(Vector.Raw(headers, body));
            var (status, head, text) = await _connection.ReadAsync();
            if (head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase)) // The body was not read.
            {
                await _connection.DisposeAsync();
                _connection = await RawConnection.OpenAsync(_gateway.Url);
            }

            return (status, text);
        }

        public async Task ExpectRefusedAsync(IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
        {
            var (status, text) = await SendAsync(headers, body);
            Assert.True(status == 401, $"{status} for {string.Join(", ", headers)} and {Encoding.UTF8.GetString(body)}");
            Assert.Equal(TheOneBody, RequestId().Replace(text, "\"requestId\":\"-\""));
            Assert.Empty(Upstream.Received);
        }

        public async ValueTask DisposeAsync()
        {
            await _connection.DisposeAsync();
            await _gateway.DisposeAsync();
            await Upstream.DisposeAsync();
        }
    }
}
