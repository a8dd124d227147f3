using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Gateway.Benchmarks.Load;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Benchmarks.Stages;

/// <summary>HMAC-SHA256 of one kilobyte: by hashes that all keys share, by one of OpenSSL's that holds the key, and with the key set up each time.</summary>
[MemoryDiagnoser]
public class SignatureBenchmarks
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _body = RandomNumberGenerator.GetBytes(LoadRequest.BodyLength);
    private readonly byte[] _signature = new byte[HMACSHA256.HashSizeInBytes];
    private readonly HmacKey _shared;
    private readonly ContentHash _hash;

    public SignatureBenchmarks()
    {
        _shared = new HmacKey(HmacHashes.Sha256, _key);
        _hash = new ContentHash(IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key));
    }

    [Benchmark(Baseline = true)]
    public int Shared()
    {
        var hash = _shared.Begin();
        hash.Append(_body);
        var length = hash.Finish(_signature);
        _shared.End(hash);
        return length;
    }

    [Benchmark]
    public int Kept()
    {
        _hash.Append(_body);
        return _hash.Finish(_signature);
    }

    [Benchmark]
    public int OneShot() => HMACSHA256.HashData(_key, _body, _signature);
}
