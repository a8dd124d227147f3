namespace Gateway.Tests.Support;

internal sealed partial class RedisServer
{
    private List<string> Arguments()
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
