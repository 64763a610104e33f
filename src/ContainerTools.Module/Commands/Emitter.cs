using System.Threading.Channels;

namespace ContainerTools.Commands;

/// <summary>Something that a producer hands to the pipeline's thread.</summary>
internal abstract record Emission
{
    public abstract void WriteTo(Cmdlet cmdlet);

    public sealed record Output(object Value) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.WriteObject(Value);
    }

    public sealed record Batch(IReadOnlyList<object> Values) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet)
        {
            for (var i = 0; i < Values.Count; i++) cmdlet.WriteObject(Values[i]);
        }
    }

    /// <summary>Another emission, whose producer is told when the pipeline has taken it.</summary>
    public sealed record Told(Emission Inner, Action Taken) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet)
        {
            Inner.WriteTo(cmdlet);
            Taken();
        }
    }

    /// <summary>A local file or folder, as PowerShell's own cmdlets emit it.</summary>
    public sealed record LocalItem(string Path) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.WriteObject(((PSCmdlet)cmdlet).InvokeProvider.Item.Get([Path], force: true, literalPath: true), enumerateCollection: true);
    }

    public sealed record Bytes(ReadOnlyMemory<byte> Values) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet)
        {
            for (var i = 0; i < Values.Length; i++) cmdlet.WriteObject(Values.Span[i]);
        }
    }

    public sealed record Failure(ErrorRecord Error) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.WriteError(Error);
    }

    public sealed record Fatal(ErrorRecord Error) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.ThrowTerminatingError(Error);
    }

    public sealed record Warning(string Text) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.WriteWarning(Text);
    }

    public sealed record Verbose(string Text) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.WriteVerbose(Text);
    }

    public sealed record Progress(ProgressRecord Record) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet) => cmdlet.WriteProgress(Record);
    }
}

/// <summary>A producer's end of the line to the pipeline: several may write to one.</summary>
internal sealed class Emitter(ChannelWriter<Emission> writer, CancellationToken token)
{
    /// <summary>Hands over without blocking the thread; for producers that wait asynchronously.</summary>
    public ValueTask SendAsync(Emission emission) => writer.WriteAsync(emission, token);

    /// <summary>Hands over and blocks while the pipeline is behind; for producers with a thread of their own.</summary>
    public void Send(Emission emission)
    {
        if (!writer.TryWrite(emission)) writer.WriteAsync(emission, token).AsTask().GetAwaiter().GetResult();
    }
}
