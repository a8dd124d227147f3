using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.ClientCertificates;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;

namespace Gateway.Verification.Signature;

/// <summary>The <c>Signature</c> section of a route as written: null means the file does not say.</summary>
internal sealed record SignatureConfig
{
    /// <summary>
    /// <c>hmac-sha1</c>, <c>hmac-sha256</c>, <c>hmac-sha384</c>, <c>hmac-sha512</c>; with the provider's public key
    /// <c>ed25519</c>, <c>ecdsa-p256-sha1</c>, <c>ecdsa-p256-sha256</c>, <c>ecdsa-p384-sha384</c> and <c>ecdsa-p521-sha512</c> (DER), the last three with
    /// <c>-p1363</c> (r and s side by side), <c>rsa-sha1</c>, <c>rsa-sha256</c>, <c>rsa-sha256-or-sha1</c>, <c>rsa-sha384</c>, <c>rsa-sha512</c>, <c>rsa-pss-sha256</c>,
    /// <c>rsa-pss-sha384</c>, <c>rsa-pss-sha512</c>; <c>sha1</c>, <c>sha256</c> and <c>keccak256</c>, plain digests over content
    /// that holds <c>{secret}</c>; <c>shared-token</c>, <c>basic</c>; <c>jwt</c>; <c>jws-detached</c>; <c>http-message-signatures</c>;
    /// <c>client-certificate</c>, where the certificate of the connection is the whole proof; or <c>none</c> for a
    /// sender that proves nothing (needs <see cref="Reason"/> and an <c>IpAllowList</c>). Required.
    /// </summary>
    public string? Algorithm { get; init; }

    /// <summary>
    /// Where the signature stands: <c>header:NAME</c>, <c>query:NAME</c>, or one field of a structured header,
    /// <c>header:NAME[v1]</c> for <c>t=...,v1=...</c> and <c>header:NAME[1]</c> by position; alternatives are parted by
    /// <c>|</c>. Required.
    /// </summary>
    public string? From { get; init; }

    /// <summary>What precedes each signature, e.g. <c>sha256=</c>. A signature without it does not count. Default: nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>The character between several signatures, e.g. a space. Default: there is one signature.</summary>
    public string? Separator { get; init; }

    /// <summary>
    /// <c>hex</c> (default), <c>hex-upper</c>, <c>base64</c>, <c>base64url</c>, <c>base64-unpadded</c>, <c>base64url-padded</c> or
    /// <c>base64-hex</c> (of the text in hex): exactly this form is accepted.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// What is signed: literal text with <c>{body}</c>, <c>{timestamp}</c> (the exact text of <c>Replay:Timestamp</c>),
    /// <c>{header:NAME}</c>, <c>{query:NAME}</c>, <c>{method}</c>, <c>{path}</c>, <c>{url}</c>, and with plain digests
    /// <c>{secret}</c>. Default <c>{body}</c>.
    /// </summary>
    public string? Content { get; init; }

    /// <summary>
    /// How a secret's text becomes the key: <c>utf8</c> (default), <c>utf8-nfkd</c>, <c>hex</c>, <c>base64</c>,
    /// <c>base64url</c>, or <c>sha1</c> for the digest of its UTF-8; a public key
    /// is <c>pem</c> (default for ECDSA and RSA), <c>spki</c>, <c>jwk</c>, or for Ed25519 also <c>hex</c>, <c>base64</c>
    /// (default) or <c>base64url</c>.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>What is taken off a secret before <see cref="Key"/> applies, e.g. <c>whsec_</c>; it must be there. Default: nothing.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>What is put behind a secret before <see cref="Key"/> applies, e.g. Fitbit's <c>&amp;</c>. Default: nothing.</summary>
    public string? KeySuffix { get; init; }

    /// <summary>The secrets, any of which may sign. References only: <c>env:NAME</c> or <c>file:PATH</c>. Required.</summary>
    public IReadOnlyList<SecretConfig>? Secrets { get; init; }

    /// <summary>
    /// Where the webhook says which secret signed it, e.g. <c>header:X-GCS-KeyId</c>: of the secrets with an <c>Id</c>, and of a key set's keys with a
    /// <c>kid</c>, the one of that name alone may have signed it. Where no shared secret has that <c>Id</c>, all are tried. Only with HMACs, digests and
    /// public keys. Default: any of them.
    /// </summary>
    public string? KeyId { get; init; }

    /// <summary>
    /// Where the webhook says by a number which hash it was signed over: <c>1</c> for SHA-1, <c>2</c> for SHA-256, as Amazon SNS numbers them. Only with
    /// <c>rsa-sha256-or-sha1</c>. Default: either is tried.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>
    /// <c>sha256</c>: what is signed is that digest of the content and not the content, so that it is hashed twice (Bridge). Only with public keys. Default:
    /// the content.
    /// </summary>
    public string? Prehash { get; init; }

    /// <summary>
    /// <c>Received</c> (default): a secret counts between its <c>NotBefore</c> and <c>NotAfter</c> when the webhook is received; or
    /// <c>Signed</c>: also when it was signed. Needs a <c>Replay</c>, whose <c>MaxAge</c> bounds it.
    /// </summary>
    public SecretTime? ValidAt { get; init; }

    /// <summary>
    /// The keys that the provider publishes, in place of <see cref="Secrets"/>: a JWK Set (RFC 7517) at
    /// <c>https://...</c> or <c>file:PATH</c>. Only with <c>jwt</c> and the algorithms of public keys.
    /// </summary>
    public string? KeySet { get; init; }

    /// <summary>How often a key set is fetched. Default 1 hour; 5 minutes to 1 day.</summary>
    public TimeSpan? KeySetRefresh { get; init; }

    /// <summary>
    /// The certificate that each webhook names by its URL, in place of a key; only with the algorithms of public keys.
    /// <see cref="Secrets"/> are then what <c>{secret}</c> stands for in the content, if it does.
    /// </summary>
    public CertificateConfig? Certificate { get; init; }

    /// <summary>
    /// What signed values must be: by where each stands, one or more texts with the placeholders of <see cref="Content"/>, or
    /// <c>{absent}</c>. For what is true of one's own webhooks alone, such as the topic of an SNS message, and for digests of
    /// the body in a signed URL. Default: nothing.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Expected { get; init; }

    /// <summary>What a token must be and say; only with the algorithms <c>jwt</c> and <c>jws-detached</c>.</summary>
    public JwtConfig? Jwt { get; init; }

    /// <summary>What a signature must be and cover; only with the algorithm <c>http-message-signatures</c>.</summary>
    public MessageSignatureConfig? MessageSignature { get; init; }

    /// <summary>Which TLS client certificates are the provider's; beside any algorithm a further condition. Default: none is asked for.</summary>
    public ClientCertificateConfig? ClientCertificate { get; init; }

    /// <summary>Why nothing proves the sender; only with the algorithm <c>none</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the sender is proven by a token, whose claims are then values like any other.</summary>
    internal bool HasToken => Algorithm == "jwt";

    /// <summary>The keys that not every algorithm takes, and whether each is written.</summary>
    internal IEnumerable<(string Key, bool IsWritten)> Optional =>
    [
        ("From", From is not null),
        ("Prefix", Prefix is not null),
        ("Separator", Separator is not null),
        ("Encoding", Encoding is not null),
        ("Content", Content is not null),
        ("Key", Key is not null),
        ("KeyPrefix", KeyPrefix is not null),
        ("KeySuffix", KeySuffix is not null),
        ("Secrets", Secrets is not null),
        ("KeyId", KeyId is not null),
        ("Version", Version is not null),
        ("Prehash", Prehash is not null),
        ("KeySet", KeySet is not null),
        ("KeySetRefresh", KeySetRefresh is not null),
        ("Certificate", Certificate is not null),
        ("Jwt", Jwt is not null),
        ("MessageSignature", MessageSignature is not null),
        ("ClientCertificate", ClientCertificate is not null),
    ];
}
