using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that talks to an engine.</summary>
public abstract class ContainerToolsCommand : PipelineCommand
{
    private TargetWork? work;

    /// <summary>How long connecting to an engine, and its first answer, may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>How many things are asked about at once.</summary>
    private protected virtual int Concurrency => Search.Concurrency;

    /// <summary>Calls for many containers, images, …, made at the first use; what they find is written when the input has ended, if not before.</summary>
    private protected TargetWork Work => work ??= NewWork();

    /// <summary>The calls of a cmdlet that only asks.</summary>
    private protected virtual TargetWork NewWork() => new(this, Concurrency, finish: false);

    /// <summary>Connects and agrees on the API version; cheap when that has been done before.</summary>
    internal async Task<EngineConnection> ConnectAsync(EngineEndpoint endpoint, CancellationToken token)
    {
        var connection = EngineConnection.For(endpoint);
        await connection.NegotiateAsync(endpoint, TimeSpan.FromSeconds(ConnectTimeoutSeconds), token).ConfigureAwait(false);
        return connection;
    }

    /// <inheritdoc />
    protected override void EndProcessing() => work?.Finish();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) work?.Dispose();
        base.Dispose(disposing);
    }
}
