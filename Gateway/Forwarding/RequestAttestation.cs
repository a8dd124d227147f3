using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gateway.Attestation;
using Gateway.Intake;
using Gateway.Storage;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Forwarding;

/// <summary>
/// What a verified webhook is attested by on its way to a backend: made where a want of memory can still be answered, and put on the request
/// behind the route's own transforms. What covers the request line is made there, when that is known.
/// </summary>
internal sealed class RequestAttestation
{
    /// <summary>RFC 9562, section 5.8: what a UUID of version 8 has in its seventh and ninth byte.</summary>
    private const byte Version8 = 0x80;
    private const byte Variant = 0x80;

    private readonly AttestationPolicy _policy;
    private readonly string _id;
    private readonly KeyValuePair<string, string>[]? _headers;

    private RequestAttestation(AttestationPolicy policy, string id, KeyValuePair<string, string>[]? headers) =>
        (_policy, _id, _headers) = (policy, id, headers);

    /// <summary>
    /// Takes away what the sender says in the gateway's place, and signs, of a webhook that was verified. False if there is no memory for it.
    /// </summary>
    public static bool TryBegin(InboundWebhook webhook, TimeProvider clock)
    {
        if (webhook.Context.GetEndpoint()?.Metadata.GetMetadata<AttestationPolicy>() is not { } policy)
        {
            return true;
        }

        foreach (var name in policy.Headers)
        {
            InboundHeaders.RemoveSpellings(webhook.Request.Headers, name, keepsItself: false);
        }

        if (!webhook.IsVerified)
        {
            return true;
        }

        var id = IdOf(webhook);
        KeyValuePair<string, string>[]? headers = null;
        if (!policy.CoversTarget)
        {
            headers = policy.Attest(new AttestedMessage(id, clock.GetUtcNow(), webhook.Body.Memory), webhook.Memory);
            if (headers is null)
            {
                return false;
            }
        }

        webhook.Context.Features.Set(new RequestAttestation(policy, id, headers));
        return true;
    }

    /// <param name="transform">The request, behind the route's own transforms.</param>
    /// <param name="webhook">Whose it is.</param>
    /// <param name="clock">Says when it is sent.</param>
    public void Put(RequestTransformContext transform, InboundWebhook webhook, TimeProvider clock)
    {
        var request = transform.ProxyRequest;
        foreach (var (name, value) in _headers ?? Sign(transform, webhook, clock))
        {
            request.Headers.Remove(name); // A transform may have written one.
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private KeyValuePair<string, string>[] Sign(RequestTransformContext transform, InboundWebhook webhook, TimeProvider clock)
    {
        var request = transform.ProxyRequest;

        // As YARP would, a moment later.
        var url = request.RequestUri ??= RequestUtilities.MakeDestinationAddress(
            transform.DestinationPrefix, transform.Path, transform.Query.QueryString);
        var message = new AttestedMessage(_id, clock.GetUtcNow(), webhook.Body.Memory)
        {
            Target = new AttestedTarget(request.Method.Method, url.AbsolutePath, url.Query),
        };
        return _policy.Attest(message, webhook.Memory) ?? throw new UnreachableException("Nothing is copied where the target is covered.");
    }

    /// <summary>
    /// The same for every attempt at a delivery, and for every copy that the provider sends of an event that is known by its id; any other
    /// webhook gets one of its own.
    /// </summary>
    private static string IdOf(InboundWebhook webhook) =>
        (webhook.Delivery is { } delivery ? delivery.Id
            : webhook.Claim is { } claim ? IdOf(claim.Key)
            : Guid.CreateVersion7(webhook.ReceivedAt)).ToString();

    /// <summary>Of the route and the event, and never of text that a sender has chosen.</summary>
    private static Guid IdOf(in ClaimKey key)
    {
        const int half = 16;
        var length = (2 * half) + Encoding.UTF8.GetByteCount(key.Route);
        var named = length <= 256 ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteUInt128BigEndian(named, key.High);
        BinaryPrimitives.WriteUInt128BigEndian(named[half..], key.Low);
        Encoding.UTF8.GetBytes(key.Route, named[(2 * half)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(named, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | Version8);
        hash[8] = (byte)((hash[8] & 0x3F) | Variant);
        return new Guid(hash[..half], bigEndian: true);
    }
}
