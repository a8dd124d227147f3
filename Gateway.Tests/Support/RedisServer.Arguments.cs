namespace Gateway.Tests.Support;

internal sealed partial class RedisServer
{
    private List<string> Arguments() => _options.Sentinel is { } lines ? SentinelArguments(lines) : ServerArguments();

    /// <summary>A sentinel writes what it learns into its configuration, so that is a file. An earlier one is kept: that is a restart.</summary>
    private List<string> SentinelArguments(IReadOnlyList<string> lines)
    {
        var file = InDirectory("sentinel.conf");
        if (!File.Exists(file))
        {
            File.WriteAllLines(file, [
                "bind 127.0.0.1", $"port {Port}", $"dir {_directory.FullName}", $"logfile {InDirectory("redis.log")}",
                .. _options.Password is { } password ? [$"requirepass {password}"] : Array.Empty<string>(),
                .. TlsArguments().Chunk(2).Select(pair => $"{pair[0][2..]} {pair[1]}"),
                .. lines,
            ]);
        }

        return [file, "--sentinel"];
    }

    private List<string> ServerArguments()
    {
        List<string> arguments =
        [
            "--bind", "127.0.0.1", "--port", $"{Port}", "--dir", _directory.FullName, "--save", "",
            "--logfile", InDirectory("redis.log"), "--appendonly", _options.AppendOnly ? "yes" : "no",
            "--appendfsync", "always", "--repl-diskless-sync-delay", "0",
        ];
        if (_options.Password is { } password)
        {
            arguments.AddRange(["--requirepass", password, "--masterauth", password]);
        }

        if (_options.AdministratorPassword is { } administrators)
        {
            arguments.AddRange(["--user", "default", "off", "--user", "administrator", "on", $">{administrators}", "~*", "&*", "+@all"]);
        }

        if (_options.ReplicaOf is { } primary)
        {
            arguments.AddRange(["--replicaof", "127.0.0.1", $"{primary}"]);
        }

        if (_options.ReplicaUser is { } user)
        {
            arguments.AddRange(["--masteruser", user.Name, "--masterauth", user.Password]);
        }

        if (_options.Cluster)
        {
            arguments.AddRange(
            [
                "--cluster-enabled", "yes", "--cluster-port", $"{FreePort.BusOf(Port)}", "--cluster-node-timeout", "2000",
            ]);
        }

        arguments.AddRange(TlsArguments());
        return arguments;
    }

    private List<string> TlsArguments() => _options.TlsHost is null
        ? []
        :
        [
            "--tls-port", $"{TlsPort}", "--tls-cert-file", InDirectory("server.pem"), "--tls-key-file", InDirectory("server.key"),
            "--tls-ca-cert-file", AuthorityFile, "--tls-auth-clients", _options.AsksForCertificate ? "yes" : "no",
            "--tls-client-cert-file", ClientCertificateFile, "--tls-client-key-file", ClientKeyFile,
            "--tls-replication", _options.AsksForCertificate ? "yes" : "no",
        ];
}
