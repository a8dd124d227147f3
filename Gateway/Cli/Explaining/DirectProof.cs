using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>
/// Computes HMACs over what may have been signed and compares them with what the request carries: a hundred times faster than the whole
/// verification, so that thousands of bodies and keys can be tried.
/// </summary>
internal sealed class DirectProof : IDisposable
{
    private readonly HashAlgorithmName _hash;
    private readonly List<(string Id, IncrementalHash Hash)> _keys = [];
    private readonly List<byte[]> _claims;
    private readonly SearchWork _work;
    private readonly byte[]? _before;
    private readonly byte[] _behind = [];
    private readonly byte[]? _content;
    private readonly byte[] _mac = new byte[HMACSHA512.HashSizeInBytes];

    private DirectProof(HashAlgorithmName hash, List<byte[]> claims, IReadOnlyList<ContentValue> values, SearchWork work)
    {
        (_hash, _claims, Values, _work) = (hash, claims, values, work);
        if (!values.All(value => value.State == ValueState.Found))
        {
            return;
        }

        _content = ContentValue.Join(values);
        if (values.Count(value => value.IsBody) == 1 && !values.Any(value => value.IsOfBody))
        {
            _before = ContentValue.Join(values.TakeWhile(value => !value.IsBody));
            _behind = ContentValue.Join(values.SkipWhile(value => !value.IsBody).Skip(1));
        }
    }

    /// <summary>What is signed, piece by piece.</summary>
    public IReadOnlyList<ContentValue> Values { get; }

    private bool IsLong => _hash == HashAlgorithmName.SHA384 || _hash == HashAlgorithmName.SHA512;

    /// <summary>Whether other bodies can be tried in the place of the one that arrived.</summary>
    public bool TakesBodies => _before is not null && _keys.Count > 0;

    /// <summary>Whether other keys can be tried.</summary>
    public bool TakesKeys => _content is not null;

    /// <summary>Null where the scheme is none of HMACs, or the request carries no signature of its form.</summary>
    public static DirectProof? Of(Evidence evidence, IReadOnlyList<string> claims)
    {
        var signature = evidence.Signature;
        HashAlgorithmName? hash = signature.Algorithm switch
        {
            "hmac-sha1" => HashAlgorithmName.SHA1,
            "hmac-sha256" => HashAlgorithmName.SHA256,
            "hmac-sha384" => HashAlgorithmName.SHA384,
            "hmac-sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        var read = claims.Select(claim => SignatureBytes.Read(claim, signature.Encoding)).OfType<byte[]>().ToList();
        if (hash is null || read.Count == 0
            || SignedContent.Read(evidence.Content, evidence.Config, evidence.Request, evidence.Policy, evidence.Instant) is not { } values)
        {
            return null;
        }

        var proof = new DirectProof(hash.Value, read, values, evidence.Work);
        foreach (var secret in evidence.Secrets)
        {
            if (KeyReading.Read(signature.Key, signature.KeyPrefix ?? "", signature.KeySuffix ?? "", secret.Text) is { } key)
            {
                proof._keys.Add((secret.Id, IncrementalHash.CreateHMAC(hash.Value, key)));
            }
        }

        return proof;
    }

    /// <summary>Whether the signature is right over this body, in the place of the one that arrived. False, too, where the work is used up.</summary>
    public bool SignsBody(ReadOnlySpan<byte> body)
    {
        var isWritten = true;
        foreach (var (_, hash) in _keys)
        {
            if (!_work.TryProbe(body.Length, IsLong, isWritten))
            {
                return false;
            }

            isWritten = false;

            hash.AppendData(_before!);
            hash.AppendData(body);
            hash.AppendData(_behind);
            if (IsClaimed(_mac.AsSpan(0, hash.GetHashAndReset(_mac))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The secret by which the signature is right over this content; null if there is none.</summary>
    public string? SignerOf(ReadOnlySpan<byte> content)
    {
        var isWritten = true;
        foreach (var (id, hash) in _keys)
        {
            if (!_work.TryProbe(content.Length, IsLong, isWritten))
            {
                return null;
            }

            isWritten = false;

            hash.AppendData(content);
            if (IsClaimed(_mac.AsSpan(0, hash.GetHashAndReset(_mac))))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Whether the signature is right under this key, over what the route says is signed.</summary>
    public bool IsSignedBy(byte[] key)
    {
        if (_content is null || !_work.TryProbe(_content.Length, IsLong))
        {
            return false;
        }

        return IsClaimed(_mac.AsSpan(0, Compute(key, _content)));
    }

    public void Dispose()
    {
        foreach (var (_, hash) in _keys)
        {
            hash.Dispose();
        }
    }

    private int Compute(byte[] key, byte[] content) => CryptographicOperations.HmacData(_hash, key, content, _mac);

    private bool IsClaimed(ReadOnlySpan<byte> mac)
    {
        foreach (var claim in _claims)
        {
            if (mac.SequenceEqual(claim))
            {
                return true;
            }
        }

        return false;
    }
}
