using System.Collections;
using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that lists things which the managers of a swarm keep.</summary>
public abstract class SwarmQueryCommand : EngineQueryCommand
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SwarmNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids, or prefixes that fit one only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SwarmNameCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those with all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable.</summary>
    [Parameter(ParameterSetName = "Name")]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter(ParameterSetName = "Name")]
    public IDictionary? Filter { get; set; }

    /// <summary>Fills <c>Raw</c> with the engine's inspect answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>The engine's filter for labels.</summary>
    private protected virtual string LabelFilter => "label";

    /// <summary>The filters that the parameters stand for.</summary>
    private protected FilterMap Filters => new FilterMap().Add(LabelFilter, Label).Add(Filter);
}
