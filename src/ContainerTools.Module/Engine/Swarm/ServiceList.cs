using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine;

/// <summary>Reads services, with how many of their tasks run, and the names of their networks.</summary>
internal static class ServiceList
{
    private static readonly Version Status = new(1, 41);

    public static async Task<IEnumerable<ContainerService>> ListAsync(EngineConnection engine, EngineEndpoint endpoint, FilterMap filters, bool keepRaw, CancellationToken token)
    {
        var query = new Query().Add("status", engine.Version.Api >= Status ? "true" : null).Add(filters);
        var services = engine.GetAsync(SwarmKind.Service.Path, query, token);
        var networks = SwarmNetworks.ListAsync(engine, new Query().Add(new FilterMap().Add("driver", ["overlay"])), token);
        var names = (await networks.ConfigureAwait(false)).Items().ToDictionary(network => network.Text("Id"), network => network.Text("Name"), StringComparer.Ordinal);
        return (await services.ConfigureAwait(false)).Items().Select(json => ServiceMapping.From(json, endpoint, id => names.GetValueOrDefault(id, id), keepRaw));
    }

    /// <summary>Reads one by its id.</summary>
    /// <exception cref="EngineException">It is not there.</exception>
    public static async Task<ContainerService> ReadAsync(EngineConnection engine, EngineEndpoint endpoint, string id, bool keepRaw, CancellationToken token) =>
        (await ListAsync(engine, endpoint, new FilterMap().Add("id", [id]), keepRaw, token).ConfigureAwait(false)).FirstOrDefault(service => service.Id == id)
            ?? throw new EngineException("ServiceNotFound", ErrorCategory.ObjectNotFound, null, $"There is no service '{id}' in this swarm. Get-ContainerService lists those that are there.");
}
