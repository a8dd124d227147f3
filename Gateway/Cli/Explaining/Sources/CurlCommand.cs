using System.Text;

namespace Gateway.Cli.Explaining.Sources;

/// <summary>Reads a curl command as browsers copy it, for bash. Nothing is sent, and no file that it names is read.</summary>
internal sealed class CurlCommand
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly HashSet<string> WithoutValue = new(StringComparer.Ordinal)
    {
        "--compressed", "--insecure", "-k", "--silent", "-s", "--show-error", "-S", "--include", "-i", "--verbose", "-v", "--location", "-L",
        "--fail", "-f", "--http1.1", "--http2", "--globoff", "-g", "--no-buffer", "-N",
    };

    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "--output", "-o", "--max-time", "-m", "--connect-timeout", "--retry", "--write-out", "-w", "--proxy", "-x", "--cacert", "--resolve",
    };

    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly List<string> _notes = [];
    private MemoryStream? _body;
    private string? _method;
    private string? _url;
    private string? _impliedType;
    private bool _isGet;
    private string _problem = "";

    private CurlCommand()
    {
    }

    public static bool IsOne(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n$"u8).StartsWith("curl "u8);

    /// <summary>The request, or null and what is wrong with the command. No value of it stands in a problem.</summary>
    public static Capture? Read(byte[] text, out string problem)
    {
        var start = text.AsSpan().IndexOf("curl "u8) + "curl ".Length;
        if (ShellText.Split(text[start..], out problem) is not { } words)
        {
            problem = $"The curl command {problem}";
            return null;
        }

        var command = new CurlCommand();
        command.Take(words);
        problem = command._problem;
        return problem.Length > 0 ? null : command.Finish(out problem);
    }

    private void Take(List<byte[]> words)
    {
        for (var i = 0; i < words.Count && _problem.Length == 0; i++)
        {
            var word = Encoding.Latin1.GetString(words[i]);
            if (word.Length < 2 || word[0] != '-')
            {
                _url = word;
                continue;
            }

            if (WithoutValue.Contains(word) || (word[1] != '-' && word.Skip(1).All(letter => WithoutValue.Contains($"-{letter}"))))
            {
                continue;
            }

            if (word is "-G" or "--get" or "-I" or "--head")
            {
                (_isGet, _method) = (true, word is "-I" or "--head" ? HttpMethods.Head : _method);
                continue;
            }

            // -XPOST and -H'...' as well as -X POST; --request=POST is not curl's.
            var (option, value) = word[1] != '-' && word.Length > 2 ? (word[..2], words[i][2..])
                : i + 1 < words.Count ? (word, words[++i])
                : (word, null);
            if (value is null)
            {
                _problem = $"The curl command ends behind {PlainText.Of(option)}.";
                return;
            }

            TakeOption(option, value);
        }
    }

    private void TakeOption(string option, byte[] value)
    {
        var text = Encoding.Latin1.GetString(value);
        switch (option)
        {
            case "-X" or "--request":
                _method = text;
                break;
            case "-H" or "--header":
                TakeHeader(text);
                break;
            case "-A" or "--user-agent":
                _headers.Add(new("User-Agent", text));
                break;
            case "-e" or "--referer":
                _headers.Add(new("Referer", text));
                break;
            case "-b" or "--cookie":
                _headers.Add(new("Cookie", text));
                break;
            case "-u" or "--user":
                _headers.Add(new("Authorization", $"Basic {Convert.ToBase64String(value)}"));
                break;
            case "--url":
                _url = text;
                break;
            case "-d" or "--data" or "--data-ascii" or "--data-binary" or "--json" when text.StartsWith('@'):
                _problem = $"The curl command takes its body from a file ({option} @...); put the file's content there, or give the request as a file.";
                break;
            case "-d" or "--data" or "--data-ascii" or "--data-raw" or "--data-binary":
                TakeBody(value, "&"u8, Form);
                break;
            case "--json":
                TakeBody(value, [], "application/json");
                break;
            case "--data-urlencode":
                TakeBody(Encoding.ASCII.GetBytes(Encoded(value)), "&"u8, Form);
                break;
            case "-F" or "--form":
                _problem = "The curl command makes a multipart body (-F), whose boundary it chooses anew each time: it is not the body that was signed.";
                break;
            default:
                if (!Ignored.Contains(option))
                {
                    _problem = $"The curl command has the option {PlainText.Of(option)}, which is not known here.";
                }

                break;
        }
    }

    private void TakeHeader(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            _headers.Add(new(text[..colon], text[(colon + 1)..].Trim(' ', '\t')));
        }
        else if (!text.EndsWith(';'))
        {
            _problem = "The curl command has a -H that is no header, 'Name: value'.";
        }
        else
        {
            _headers.Add(new(text[..^1], ""));
        }
    }

    private void TakeBody(byte[] value, ReadOnlySpan<byte> separator, string type)
    {
        if (_body is null)
        {
            (_body, _impliedType) = (new MemoryStream(), type);
        }
        else
        {
            _body.Write(separator);
        }

        _body.Write(value);
    }

    /// <summary>As curl's manual has it: <c>name=content</c>, of which the content is escaped.</summary>
    private static string Encoded(byte[] value)
    {
        var text = Encoding.UTF8.GetString(value);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? Uri.EscapeDataString(text) : (equals == 0 ? "" : text[..(equals + 1)]) + Uri.EscapeDataString(text[(equals + 1)..]);
    }

    private Capture? Finish(out string problem)
    {
        problem = "";
        var line = _url is null ? null : RequestLine.Read($"GET {(_url.Contains("://", StringComparison.Ordinal) ? _url : $"http://{_url}")}");
        if (line is null)
        {
            problem = "The curl command names no URL that can be read.";
            return null;
        }

        if (!Has("Host"))
        {
            _headers.Insert(0, new("Host", line.Host ?? ""));
        }

        var body = _body?.ToArray() ?? [];
        var target = line.Target;
        if (_isGet && body.Length > 0)
        {
            target += (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Encoding.Latin1.GetString(body);
            body = [];
        }
        else if (_body is not null && !Has("Content-Type"))
        {
            _headers.Add(new("Content-Type", _impliedType!));
        }

        _notes.Add("Read from a curl command: a browser shows bytes that are no text otherwise than they were sent.");
        return new Capture(_method ?? (_body is null || _isGet ? HttpMethods.Get : HttpMethods.Post), target, _headers, body, _notes);
    }

    private bool Has(string name) => _headers.Exists(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase));
}
