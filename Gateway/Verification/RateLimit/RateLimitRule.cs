using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;
using Gateway.Storage;

namespace Gateway.Verification.RateLimit;

/// <summary>One compiled rule.</summary>
internal sealed class RateLimitRule
{
    private readonly RateLimitSubject _subject;
    private readonly string _header;
    private readonly ulong _route;
    private readonly ulong _rule;
    private readonly int _limit;
    private readonly TimeSpan _period;

    public RateLimitRule(string route, RateLimitSubject subject, string header, int limit, TimeSpan period)
    {
        (_subject, _header, _limit, _period) = (subject, header, limit, period);
        _route = RateLimitKey.StableHash(route);
        _rule = RateLimitKey.StableHash($"{subject}:{header}:{limit}:{period}");
    }

    /// <summary>The budget that proven traffic draws on.</summary>
    public RateLimitCharge Charge(InboundWebhook webhook) =>
        new(new RateLimitKey(_route, _rule, SubjectOf(webhook)), _limit, _period);

    /// <summary>
    /// The budget of attempts that prove nothing: per address whatever the rule counts, so that a forger uses up its own
    /// and not the provider's.
    /// </summary>
    public RateLimitCharge UnverifiedCharge(InboundWebhook webhook) =>
        new(new RateLimitKey(_route, _rule, AddressOf(webhook)), _limit, _period);

    private UInt128 SubjectOf(InboundWebhook webhook) => _subject switch
    {
        RateLimitSubject.ClientIp => AddressOf(webhook),
        RateLimitSubject.Tenant => HashOf(webhook.Tenant ?? ""),
        RateLimitSubject.Header => HashOf(webhook.Request.Headers[_header].ToString()),
        _ => UInt128.Zero,
    };

    /// <summary>Senders without an address are one, and share it with nobody: no network is all ones.</summary>
    private static UInt128 AddressOf(InboundWebhook webhook) =>
        webhook.Client is { } client ? AddressBits.SenderOf(client) : UInt128.MaxValue;

    /// <summary>A header's value is the sender's to choose: hashed, it cannot make the key long.</summary>
    private static UInt128 HashOf(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
