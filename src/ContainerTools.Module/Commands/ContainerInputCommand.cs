using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>
/// A cmdlet that reads what containers write, and sends them input. The pipeline brings either the containers or the input,
/// which is then sent to all of them.
/// </summary>
public abstract class ContainerInputCommand : EngineCommand
{
    private protected const string InputSet = "Input";
    private protected const string ContainerSet = "Container";

    private readonly List<StandardInput> inputs = [];
    private ContainerFinder? finder;
    private StreamSet? streams;
    private bool begun;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ContainerSet)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[] Container { get; set; } = [];

    /// <summary>The input: strings with LF after each, bytes as they are. Its end closes the input.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = ContainerSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>What is done, in words, for the question.</summary>
    private protected abstract string Action { get; }

    /// <summary>Whether input is given.</summary>
    private protected bool HasInput => MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) || (ParameterSetName == InputSet && MyInvocation.ExpectingInput);

    /// <summary>Whether input that is given is sent.</summary>
    private protected virtual bool SendsInput => HasInput;

    /// <summary>Whether the containers' outputs are written one after the other.</summary>
    private protected virtual bool InOrder => false;

    /// <summary>How many containers of the pipeline are worked on at once.</summary>
    private protected virtual int Limit => int.MaxValue;

    /// <summary>Works with one container, on a thread of its own.</summary>
    private protected abstract void RunOne(ContainerTarget target, StandardInput? input, Emitter emitter, CancellationToken token);

    /// <summary>Refuses containers, with a terminating error, before anything is begun.</summary>
    /// <param name="count">How many there are, with those of earlier records.</param>
    private protected virtual void Check(int count) { }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        finder = new ContainerFinder(this, () => [Endpoint], EndpointOf);
        streams = new StreamSet(InOrder, ParameterSetName == ContainerSet ? Limit : int.MaxValue, Token);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // An argument is the same for every container of the pipeline; piped input starts the work at its first piece.
        var pieces = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) ? PipedInput.Pieces(this, InputObject) : [];
        var first = inputs.Count;
        if (ParameterSetName == ContainerSet || !begun) StartAll();
        foreach (var input in ParameterSetName == ContainerSet ? inputs.Skip(first) : inputs)
        {
            foreach (var piece in pieces) input.Write(piece, Token);
            if (ParameterSetName == ContainerSet) input.Complete();
        }
        if (Limit == 1 && ParameterSetName == ContainerSet) streams!.WriteAll(this);
        else streams!.WriteAvailable(this);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // A pipeline that was empty is an empty input.
        if (ParameterSetName == InputSet && !begun) StartAll();
        foreach (var input in inputs) input.Complete();
        streams!.WriteAll(this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) streams?.Dispose();
        base.Dispose(disposing);
    }

    private void StartAll()
    {
        begun = true;
        var targets = finder!.Find(Container).ToList();
        Check(targets.Count + streams!.Started);
        foreach (var target in targets)
        {
            if (!ShouldProcess(target.Caption, Action)) continue;
            var input = SendsInput ? new StandardInput() : null;
            if (input is not null) inputs.Add(input);
            streams.Start(this, (emitter, token) => RunOne(target, input, emitter, token));
        }
    }
}
