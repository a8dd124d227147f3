using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Secrets.Remote;

namespace Gateway.Secrets.Vault;

/// <summary>The token that Vault is asked with: had when it is first needed, renewed when two thirds of its time are over, and had anew behind its end.</summary>
internal sealed class VaultSession(SecretsClient client, VaultPlace place, IVaultLogin login, TimeProvider clock) : IDisposable
{
    /// <summary>Between two log-ins, whatever is refused: a role that may not read what it should is not to be logged in for each webhook.</summary>
    public static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _turn = new(1);
    private string? _token;
    private TimeSpan _lease;
    private bool _isRenewable;
    private long _since;
    private long? _refusedAt;
    private (long At, string Why)? _refusedLogin;
    private ITimer? _renewal;
    private int _isRenewing;

    /// <summary>The token; null, and why, if there is none to be had.</summary>
    public async Task<(string? Token, string Away)> TokenAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_token is { } before && login.HasAnother(before))
            {
                _token = null; // Whoever replaces the file may be about to revoke what stood in it, or to let it end.
            }

            var age = clock.GetElapsedTime(_since);
            if (_token is { } token && (_lease == TimeSpan.Zero || age < _lease * 2 / 3))
            {
                return (token, "");
            }

            if (_token is { } ending && age < _lease && (!_isRenewable || await TryRenewAsync(ending, cancellation)))
            {
                return (ending, "");
            }

            return await LogInAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Vault does not take the token; false if another was had for the same reason a moment ago.</summary>
    public async Task<bool> RefuseAsync(string token, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_token != token)
            {
                return true; // Somebody else was refused before, and there is another by now.
            }

            if (_refusedAt is { } before && clock.GetElapsedTime(before) < LeastPause)
            {
                return false;
            }

            (_token, _refusedAt) = (null, clock.GetTimestamp());
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A request with what all have.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, new Uri(place.Address, $"v1/{path}"));
        request.Headers.Add("X-Vault-Request", "true"); // Vault's agent and proxy take nothing without it.
        if (place.Namespace.Length > 0)
        {
            request.Headers.Add("X-Vault-Namespace", place.Namespace);
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Token", token);
        }

        return request;
    }

    /// <summary>What a status says; Vault's own words might repeat what they were sent.</summary>
    public static string Explain(HttpStatusCode status) => (int)status switch
    {
        403 => "permission denied (403)",
        429 or 472 or 473 => $"it is a standby ({(int)status})",
        503 => "it is sealed or in maintenance (503)",
        >= 300 and < 400 => $"the answer is a redirect ({(int)status}): name the server that answers itself",
        _ => $"the answer is {(int)status}",
    };

    public void Dispose()
    {
        _renewal?.Dispose();
        _turn.Dispose();
    }

    private async Task<(string? Token, string Away)> LogInAsync(CancellationToken cancellation)
    {
        _token = null;
        if (login.Read(out var problem) is not { } sent)
        {
            return (null, problem);
        }

        if (login.Path is not { } path)
        {
            return await LookAsync(sent[GivenToken.Token], cancellation);
        }

        // Vault locks out a role that fails some times in a row, for a quarter of an hour.
        if (_refusedLogin is { } refused && clock.GetElapsedTime(refused.At) < LeastPause)
        {
            return (null, refused.Why);
        }

        using var request = Request(HttpMethod.Post, path, token: null);
        request.Content = Json(sent);
        var (status, content, away) = await client.SendAsync(request, cancellation);
        if (away.Length > 0 || status != HttpStatusCode.OK)
        {
            var why = $"the log-in failed, {(away.Length > 0 ? away : Explain(status))}";
            _refusedLogin = (int)status is >= 400 and < 500 ? (clock.GetTimestamp(), why) : null;
            return (null, why);
        }

        _refusedLogin = null;
        return TakeAuth(content) ? (_token, "") : (null, "the log-in was answered with no token");
    }

    /// <summary>How long a token that was given is good for. One that may not look is used as it is.</summary>
    private async Task<(string? Token, string Away)> LookAsync(string token, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, "auth/token/lookup-self", token);
        var (status, content, away) = await client.SendAsync(request, cancellation);
        if (away.Length > 0 || (int)status >= 500)
        {
            return (null, away.Length > 0 ? away : Explain(status));
        }

        var (lease, isRenewable) = status == HttpStatusCode.OK ? Lease(content, "data", "ttl") : default;
        Take(token, lease, isRenewable);
        return (token, "");
    }

    private async Task<bool> TryRenewAsync(string token, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Post, "auth/token/renew-self", token);
        request.Content = Json(new Dictionary<string, string>(StringComparer.Ordinal));
        var (status, content, away) = await client.SendAsync(request, cancellation);
        if (away.Length > 0 || (int)status >= 500)
        {
            return true; // It is good for a third of its time yet.
        }

        if (status != HttpStatusCode.OK)
        {
            return false;
        }

        var (lease, isRenewable) = Lease(content, "auth", "lease_duration");
        Take(token, lease, isRenewable);
        return true;
    }

    private bool TakeAuth(byte[] content)
    {
        try
        {
            using var answer = JsonDocument.Parse(content);
            if (answer.RootElement.TryGetProperty("auth", out var auth) && auth.ValueKind == JsonValueKind.Object
                && auth.TryGetProperty("client_token", out var token) && token.GetString() is { Length: > 0 } text)
            {
                var (lease, isRenewable) = Lease(content, "auth", "lease_duration");
                Take(text, lease, isRenewable);
                return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not Vault's; whose text might be a secret.
        }

        return false;
    }

    private void Take(string token, TimeSpan lease, bool isRenewable)
    {
        (_token, _lease, _isRenewable, _since) = (token, lease, isRenewable, clock.GetTimestamp());
        if (login.Path is null && isRenewable && lease > TimeSpan.Zero)
        {
            // Behind the end of a token that is given no other can be had, and a night may pass without a question.
            _renewal?.Dispose();
            _renewal = clock.CreateTimer(_ => _ = RenewAsync(), state: null, AtMost(lease * 2 / 3), AtMost(lease / 12));
        }
    }

    /// <summary>A timer takes no more than seven weeks. One that rings too early does nothing.</summary>
    private static TimeSpan AtMost(TimeSpan time) => time < LongestPause ? time : LongestPause;

    private async Task RenewAsync()
    {
        if (Interlocked.Exchange(ref _isRenewing, 1) != 0)
        {
            return;
        }

        try
        {
            using var deadline = new CancellationTokenSource(LongestRenewal, clock);
            await TokenAsync(deadline.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Once more at the next tick, or never again.
        }
        finally
        {
            Volatile.Write(ref _isRenewing, 0);
        }
    }

    /// <summary>Zero is for ever.</summary>
    private static (TimeSpan Lease, bool IsRenewable) Lease(byte[] content, string section, string key)
    {
        try
        {
            using var answer = JsonDocument.Parse(content);
            var data = answer.RootElement.GetProperty(section);
            var seconds = data.TryGetProperty(key, out var found) && found.TryGetInt64(out var number) ? Math.Clamp(number, 0, int.MaxValue) : 0;
            return (TimeSpan.FromSeconds(seconds), data.TryGetProperty("renewable", out var renewable) && renewable.ValueKind == JsonValueKind.True);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return default;
        }
    }

    private static ByteArrayContent Json(IReadOnlyDictionary<string, string> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new("application/json") { CharSet = Encoding.UTF8.WebName };
        return content;
    }
}
