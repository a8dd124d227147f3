using System.Text;
using Gateway.Cli.Explaining.Sources;
using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>
/// Reads a captured request: a request line, which may be missing, header lines, an empty line, and the exact body to the end
/// of the file. Nothing of the file stands in a problem: it may be what must not be shown.
/// </summary>
internal sealed class CaptureFile
{
    /// <summary>More than any route can take in one piece without the machine feeling it.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    // The bounds of the gateway's server: what is beyond them never reaches a route.
    private const int MaxHeaders = 100;
    private const int MaxHeadBytes = 32 * 1024;

    private readonly byte[] _bytes;
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly List<string> _notes = [];
    private string? _targetHost;
    private int _next;
    private int _line;

    private CaptureFile(byte[] bytes) => _bytes = bytes;

    /// <summary>The request, or null and what is wrong with the file; of a curl command or an HTTP archive, too.</summary>
    public static Capture? Read(byte[] bytes, out string problem)
    {
        return CurlCommand.IsOne(bytes) ? CurlCommand.Read(bytes, out problem)
            : HarFile.IsOne(bytes) ? HarFile.Read(bytes, out problem)
            : new CaptureFile(bytes).Read(out problem);
    }

    private Capture? Read(out string problem)
    {
        if (_bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            _next = Encoding.UTF8.Preamble.Length;
            _notes.Add("The file begins with a byte order mark, which no request does: an editor has saved it.");
        }

        string? method = null;
        string? target = null;
        while (NextLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (_line > 1)
                {
                    break;
                }

                continue; // RFC 9112, section 2.2: an empty line before the request line is passed over.
            }

            if (_next > MaxHeadBytes)
            {
                return Problem($"the headers are larger than {MaxHeadBytes} bytes, which the gateway's server answers with 431.", out problem);
            }

            if (method is null && _headers.Count == 0 && RequestLine.Read(line) is { } first)
            {
                (method, target, _targetHost) = (first.Method, first.Target, first.Host);
            }
            else if (!TryReadHeader(line, out problem))
            {
                return null;
            }
        }

        problem = "";
        return _headers.Count == 0 && method is null
            ? Problem("has neither a request line nor a header: write both, an empty line, and the body.", out problem)
            : Finish(method, target);
    }

    private Capture Finish(string? method, string? target)
    {
        // A Host line wins over the host of an absolute target.
        if (_targetHost is { } host && !Has("Host"))
        {
            _headers.Insert(0, new("Host", host));
        }

        var body = _bytes[_next..];
        if (Has("Transfer-Encoding") && ChunkedText.TryDecode(body) is { } whole)
        {
            _notes.Add("The body stands in chunks, as on the wire; they were put together.");
            body = whole;
        }

        NoteLength(body);
        return new Capture(method, target, _headers, body, _notes);
    }

    private void NoteLength(byte[] body)
    {
        var announced = _headers.Find(header => string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        if (announced is not null && announced != $"{body.Length}" && !Has("Transfer-Encoding"))
        {
            _notes.Add($"Content-Length is {announced}, and the file holds {body.Length} bytes of body: what is judged is not what was sent.");
        }
    }

    private bool Has(string name) => _headers.Exists(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase));

    private bool TryReadHeader(string line, out string problem)
    {
        problem = "";
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (line[0] is ' ' or '\t')
        {
            Problem("begins with a blank: a header must stand in one line (RFC 9112, section 5.2).", out problem);
        }
        else if (colon <= 0 || !HeaderName.IsValid(line[..colon]))
        {
            Problem("is no header, 'Name: value'. The body stands behind an empty line.", out problem);
        }
        else if (line.AsSpan(0, colon).Equals("Host", StringComparison.OrdinalIgnoreCase) && Has("Host"))
        {
            Problem("is a second Host, which the gateway's server answers with 400.", out problem);
        }
        else if (_headers.Count == MaxHeaders)
        {
            Problem($"is one header too many: the gateway's server answers more than {MaxHeaders} with 431.", out problem);
        }
        else if (line.AsSpan(colon + 1).ContainsAnyInRange('\0', '\u0008') || line.Contains('\r', StringComparison.Ordinal))
        {
            Problem("holds a control character, which the gateway's server answers with 400.", out problem);
        }

        if (problem.Length > 0)
        {
            return false;
        }

        _headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        return true;
    }

    /// <summary>One line of the head without its end; null behind the last. A byte is a character, as the gateway reads headers.</summary>
    private string? NextLine()
    {
        if (_next >= _bytes.Length)
        {
            return null;
        }

        _line++;
        var rest = _bytes.AsSpan(_next);
        var length = rest.IndexOf((byte)'\n');
        var line = length < 0 ? rest : rest[..length];
        _next += length < 0 ? rest.Length : length + 1;
        return Encoding.Latin1.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
    }

    private Capture? Problem(string what, out string problem)
    {
        problem = _line == 0 ? $"The file {what}" : $"Line {_line} {what}";
        return null;
    }
}
