using System.Text;

namespace Gateway.Benchmarks.Attack;

/// <summary>A request that anybody can send, made to cost as much as it can before it is refused.</summary>
/// <param name="Name">What it is, for the table.</param>
/// <param name="Route">The route it is sent to.</param>
/// <param name="Bytes">As it stands on the wire.</param>
/// <param name="BodyLength">Of these the body's, which merely to receive and to hash costs something.</param>
internal sealed record AttackRequest(string Name, string Route, byte[] Bytes, int BodyLength)
{
    public const string Json = "Content-Type: application/json\r\n";
    public const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";

    public static AttackRequest Of(string name, string route, string headers, ReadOnlySpan<byte> body, string query = "") => new(
        name, route,
        [
            .. Encoding.Latin1.GetBytes($"POST /{route}{query} HTTP/1.1\r\nHost: gateway.example\r\n{headers}Content-Length: {body.Length}\r\n\r\n"),
            .. body,
        ],
        body.Length);
}
