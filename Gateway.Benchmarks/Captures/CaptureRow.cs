using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Benchmarks.Attack;

namespace Gateway.Benchmarks.Captures;

/// <summary>One kind of request, that is sent to a gateway that keeps what it refuses and to one that keeps nothing.</summary>
internal sealed class CaptureRow
{
    public const string Route = "orders";
    public const string Secret = "benchmark_secret_0123456789abcdef";

    private const string Address = "X-Forwarded-For: 10.100.100.100\r\n";

    private readonly AttackRequest _request;
    private readonly int _address;
    private int _number;

    private CaptureRow(AttackRequest request, bool isOfMany, int status)
    {
        (_request, IsOfMany, Status) = (request, isOfMany, status);
        _address = request.Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Address)) + Address.IndexOf('1', StringComparison.Ordinal);
    }

    public string Name => _request.Name;

    /// <summary>From another address each time: then every one is copied.</summary>
    public bool IsOfMany { get; }

    /// <summary>That it is answered with.</summary>
    public int Status { get; }

    /// <summary>Refused from one address and from many, and forwarded, in three sizes.</summary>
    public static IReadOnlyList<CaptureRow> All { get; } =
    [
        .. ((int[])[1, 16, 60]).SelectMany(kilobytes => (CaptureRow[])
        [
            Of(kilobytes, isOfMany: false, isGenuine: false), Of(kilobytes, isOfMany: true, isGenuine: false), Of(kilobytes, isOfMany: false, isGenuine: true),
        ]),
    ];

    /// <summary>The next one.</summary>
    public AttackRequest Next()
    {
        if (IsOfMany)
        {
            _number++;
            var digits = string.Create(
                CultureInfo.InvariantCulture, $"10.{(_number >> 16) % 250:000}.{(_number >> 8) & 255:000}.{_number & 255:000}").Replace(".0", ".1", StringComparison.Ordinal);
            Encoding.ASCII.GetBytes(digits, _request.Bytes.AsSpan(_address));
        }

        return _request;
    }

    private static CaptureRow Of(int kilobytes, bool isOfMany, bool isGenuine)
    {
        var body = Encoding.ASCII.GetBytes($"\"{new string('x', (kilobytes * 1024) - 2)}\"");
        var signature = isGenuine ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)) : new string('0', 64);
        var what = isGenuine ? "forwarded" : isOfMany ? "refused, each from another address" : "refused, all from one address";
        return new CaptureRow(
            AttackRequest.Of($"{kilobytes} KB {what}", Route, $"{AttackRequest.Json}{Address}X-Signature: {signature}\r\n", body), isOfMany, isGenuine ? 200 : 401);
    }
}
