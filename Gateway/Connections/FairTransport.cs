using System.IO.Pipelines;

namespace Gateway.Connections;

/// <summary>A connection that is read by turns (<see cref="FairReader"/>).</summary>
/// <param name="socket">What it goes over.</param>
internal sealed class FairTransport(IDuplexPipe socket) : IDuplexPipe
{
    public PipeReader Input { get; } = new FairReader(socket.Input);

    public PipeWriter Output => socket.Output;
}
