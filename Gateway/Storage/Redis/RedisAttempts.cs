using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>Why there is no connection, as far as the attempts to make one have told. Safe to show.</summary>
internal sealed class RedisAttempts
{
    private const int MostNamed = 3;

    // What the library writes before an error of Redis.
    private const string ErrorPrefix = "SimpleError: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<EndPoint, string> _failures = new();
    private readonly ConcurrentDictionary<EndPoint, bool> _refused = new();
    private readonly ConcurrentDictionary<EndPoint, bool> _untrusted = new();
    private volatile TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of each server whose last attempt has failed; null if there is none.</summary>
    public string? Failure =>
        _failures.IsEmpty ? null : string.Join("; ", _failures.Values.Order(StringComparer.Ordinal).Take(MostNamed));

    /// <summary>Whether one of them was refused for its user or password.</summary>
    public bool RefusesCredentials => !_refused.IsEmpty;

    /// <summary>Whether the certificate of one of them is not believed.</summary>
    public bool IsUntrusted => !_untrusted.IsEmpty;

    /// <summary>Another connection begins, perhaps to other servers.</summary>
    public void Forget()
    {
        _failures.Clear();
        _refused.Clear();
        _untrusted.Clear();
        _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The library tells of an attempt some time after it has failed: waits for that, and not for long.</summary>
    public async Task HearAsync(TimeProvider clock)
    {
        try
        {
            await _heard.Task.WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            // Then nothing is known.
        }
    }

    /// <summary>The library calls it at the end of each attempt.</summary>
    public void Note(object? sender, ConnectionAttemptCompletedEventArgs attempt)
    {
        if (attempt.EndPoint is not { } server || attempt.FailureType == ConnectionFailureType.ConnectionDisposed)
        {
            return; // Abandoned, for the next one.
        }

        if (attempt.IsSuccess)
        {
            _failures.TryRemove(server, out _);
            _refused.TryRemove(server, out _);
            _untrusted.TryRemove(server, out _);
        }
        else
        {
            // The library calls a certificate that is not believed by the same name.
            if (attempt is { FailureType: ConnectionFailureType.AuthenticationFailure, Stage: > ConnectionAttemptStage.Tls })
            {
                _refused[server] = true;
            }
            else if (attempt.Stage == ConnectionAttemptStage.Tls && attempt.Exception?.GetBaseException() is AuthenticationException)
            {
                _untrusted[server] = true;
            }

            _failures[server] = Describe(EndPointCollection.ToString(server), attempt);
        }

        _heard.TrySetResult();
    }

    private static string Describe(string server, ConnectionAttemptCompletedEventArgs attempt)
    {
        var cause = attempt.Exception?.GetBaseException();
        return attempt switch
        {
            { Stage: < ConnectionAttemptStage.Tls } => $"{server} cannot be reached: {cause?.Message}",
            { Stage: ConnectionAttemptStage.Tls } => $"TLS with {server} fails: {cause?.Message}",
            { FailureType: ConnectionFailureType.AuthenticationFailure } =>
                $"{server} asks for a user and a password, or refuses those that it was told",
            _ when cause is RedisServerException => $"{server} refuses: {Unprefixed(cause.Message)}",
            { TlsHostName: not null } =>
                $"{server} has ended the connection after the TLS handshake, as a server does that misses a client certificate "
                + "or does not trust it",
            _ => $"{server} has ended the connection at its beginning: {cause?.Message}",
        };
    }

    private static string Unprefixed(string message) =>
        message.StartsWith(ErrorPrefix, StringComparison.Ordinal) ? message[ErrorPrefix.Length..] : message;
}
