using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that talks to an engine.</summary>
public abstract class ContainerToolsCommand : PipelineCommand
{
    /// <summary>How long connecting to an engine, and its first answer, may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>Connects and agrees on the API version; cheap when that has been done before.</summary>
    internal async Task<EngineConnection> ConnectAsync(EngineEndpoint endpoint, CancellationToken token)
    {
        var connection = EngineConnection.For(endpoint);
        await connection.NegotiateAsync(endpoint, TimeSpan.FromSeconds(ConnectTimeoutSeconds), token).ConfigureAwait(false);
        return connection;
    }
}
