namespace ContainerTools;

/// <summary>
/// Names a service of a swarm: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object that came
/// from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerServiceReference : EngineReference
{
    /// <summary>Names a service by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerServiceReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the service that an object stands for.</summary>
    /// <param name="service">The service.</param>
    public ContainerServiceReference(ContainerService service) : base(Checked(service).Name, service.Id, service.Name, service.Context, service.EngineHost) { }

    internal ContainerServiceReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A service's name or id is empty.") : text;

    private static ContainerService Checked(ContainerService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service;
    }
}
