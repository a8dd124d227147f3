using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Gateway.Tests.Support.Brokers;

/// <summary>
/// librdkafka's mock cluster of three brokers, in a kcat of its own: a real peer of the protocol, in memory. So it is not killed, but stopped and continued
/// (SIGSTOP, SIGCONT): its connections stay without an answer.
/// </summary>
internal sealed class KafkaServer : IBrokerServer
{
    public const string Topic = "resource.created";

    private readonly Process _process;

    private KafkaServer(Process process, string brokers) => (_process, Brokers) = (process, brokers);

    public string Brokers { get; }

    public string Destination => $$"""
        { "Kafka": { "Brokers": "{{Brokers}}", "Topic": "{type}", "Key": "{body:/id}", "Headers": [ "X-Provider" ] } }
        """;

    public string DisallowedType => "resource created";

    public static async Task<KafkaServer> StartAsync()
    {
        // What it would produce itself, from its input, is nothing: it only keeps the cluster, with the one topic.
        var process = Process.Start(new ProcessStartInfo("kcat", ["-P", "-t", Topic, "-b", "none", "-X", "test.mock.num.brokers=3", "-d", "mock"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        var brokers = await Eventually.EndsAsync(AddressAsync(process), "kcat says where its brokers are");
        _ = process.StandardError.ReadToEndAsync();
        return new KafkaServer(process, brokers);
    }

    public Task StopAsync() => SignalAsync("STOP");

    public Task RestartAsync() => SignalAsync("CONT");

    public async Task<IReadOnlyList<ReceivedMessage>> ReadAsync() => await Task.Run(Read);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> AddressAsync(Process process)
    {
        const string address = "bootstrap.servers=";
        var brokers = "";
        while (true)
        {
            var line = await process.StandardError.ReadLineAsync();
            Assert.True(line is not null, "kcat has ended.");
            if (brokers.Length == 0 && line.IndexOf(address, StringComparison.Ordinal) is >= 0 and var at)
            {
                brokers = line[(at + address.Length)..].Trim();
            }
            else if (line.Contains($"Created topic \"{Topic}\"", StringComparison.Ordinal))
            {
                return brokers;
            }
        }
    }

    private List<ReceivedMessage> Read()
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Brokers,
            GroupId = "reader",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            IsolationLevel = IsolationLevel.ReadUncommitted,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Brokers }).Build();
        var partitions = admin.GetMetadata(Topic, Eventually.Patience).Topics[0].Partitions;
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(Topic, partition.PartitionId, Offset.Beginning)));
        var (messages, ended) = (new List<ReceivedMessage>(), 0);
        while (ended < partitions.Count)
        {
            var got = consumer.Consume(Eventually.Patience);
            Assert.NotNull(got);
            if (got.IsPartitionEOF)
            {
                ended++;
            }
            else
            {
                messages.Add(new ReceivedMessage(got.Topic, got.Message.Value, HeadersOf(got.Message.Headers)));
            }
        }

        return messages;
    }

    private static Dictionary<string, string> HeadersOf(Headers headers) =>
        headers.ToDictionary(header => header.Key, header => Encoding.Latin1.GetString(header.GetValueBytes()), StringComparer.OrdinalIgnoreCase);

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
